// Test-only: the table of messages_table.ts for the streams whose bodies come from public lists.

/** Streams 3, 4, 8 and 12 to 17. */
export const STREAMS_3_TO_17 = `
S3F1 | - | H→E | W | ? | header only
S3F2 | - | E→H | - | ? | L,2{MF, L,n{L,3{LOC, QUA, MID}}}
S3F3 | - | H→E | W | ? | header only
S3F4 | - | E→H | - | ? | L,2{MF, L,n{L,3{TTC, QUA, MID}}}
S3F5 | - | E→H | [W] | ? | L,2{MF, QUA}
S3F6 | - | H→E | - | ? | ACKC3
S3F7 | - | E→H | [W] | ? | L,3{MF, QUA, MID}
S3F8 | - | H→E | - | ? | ACKC3
S3F9 | - | E→H | [W] | ? | L,2{MID, EMID}
S3F10 | - | H→E | - | ? | ACKC3
S3F11 | - | E→H | W | ? | PTN
S3F12 | - | H→E | - | ? | L,3{PTN, MIDRA, MID}
S3F13 | - | H→E | W | ? | L,2{PTN, MID}
S3F14 | - | E→H | - | ? | MIDAC
S3F15 | - | H→E | W | ? | L,2{DATAID, DATALENGTH}
S3F16 | - | E→H | - | ? | GRANT
S3F17 | - | H→E | W | ? | L,5{DATAID, CARRIERACTION, CARRIERID, PTN, L,n{L,2{CATTRID, CATTRDATA}}}
S3F18 | - | E→H | - | ? | L,2{CAACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S3F19 | - | H→E | W | ? | header only
S3F20 | - | E→H | - | ? | L,2{CAACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S3F21 | - | H→E | W | ? | L,3{PORTGRPNAME, ACCESSMODE, L,n{PTN}}
S3F22 | - | E→H | - | ? | L,2{CAACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S3F23 | - | H→E | W | ? | L,3{PGRPACTION, PORTGRPNAME, L,n{L,2{PARAMNAME, PARAMVAL}}}
S3F24 | - | E→H | - | ? | L,2{CAACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S3F25 | - | H→E | W | ? | L,3{PORTACTION, PTN, L,n{L,2{PARAMNAME, PARAMVAL}}}
S3F26 | - | E→H | - | ? | L,2{CAACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S3F27 | - | H→E | W | ? | L,2{ACCESSMODE, L,n{PTN}} or L,n{L,2{PTN, ACCESSMODE}}
S3F28 | - | E→H | - | ? | L,2{CAACK, L,n{L,3{PTN, ERRCODE, ERRTEXT}}}
S3F29 | - | H→E | W | ? | L,4{LOCID, CARRIERSPEC, DATASEG, DATALENGTH}
S3F30 | - | E→H | - | ? | L,2{DATA, L,2{CAACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S3F31 | - | H→E | W | ? | L,5{LOCID, CARRIERSPEC, DATASEG, DATALENGTH, DATA}
S3F32 | - | E→H | - | ? | L,2{CAACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S3F33 | - | H→E | W | ? | header only
S3F34 | - | E→H | - | ? | L,2{CAACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S3F35 | - | H→E | W | ? | L,7{JOBACTION, PODID, INPTN, OUTPTN, L,n{L,2{ATTRID, ATTRDATA}}, L,n{L,3{RETICLEID, RETREMOVEINSTR, L,n{L,2{ATTRID, ATTRDATA}}}}, L,n{L,2{RETICLEID2, RETPLACEINSTR}}}
S3F36 | - | E→H | - | ? | L,2{RPMACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S12F1 | - | E→H | W | ? | L,15{MID, IDTYP, FNLOC, FFROT, ORLOC, RPSEL, L,n{REFP}, DUTMS, XDIES, YDIES, ROWCT, COLCT, NULBC, PRDCT, PRAXI}
S12F2 | - | H→E | - | ? | SDACK
S12F3 | - | E→H | W | ? | L,9{MID, IDTYP, MAPFT, FNLOC, FFROT, ORLOC, PRAXI, BCEQU, NULBC}
S12F4 | - | H→E | - | ? | L,15{MID, IDTYP, FNLOC, ORLOC, RPSEL, L,n{REFP}, DUTMS, XDIES, YDIES, ROWCT, COLCT, PRDCT, BCEQU, NULBC, MLCL}
S12F5 | - | E→H | W | ? | L,4{MID, IDTYP, MAPFT, MLCL}
S12F6 | - | H→E | - | ? | GRNT1
S12F7 | - | E→H | W | M | L,3{MID, IDTYP, L,n{L,2{RSINF, BINLT}}}
S12F8 | - | H→E | - | ? | MDACK
S12F9 | - | E→H | W | M | L,4{MID, IDTYP, STRP, BINLT}
S12F10 | - | H→E | - | ? | MDACK
S12F11 | - | E→H | W | M | L,3{MID, IDTYP, L,n{L,2{XYPOS, BINLT}}}
S12F12 | - | H→E | - | ? | MDACK
S12F13 | - | E→H | W | ? | L,2{MID, IDTYP}
S12F14 | - | H→E | - | M | L,3{MID, IDTYP, L,n{L,2{RSINF, BINLT}}}
S12F15 | - | E→H | W | ? | L,2{MID, IDTYP}
S12F16 | - | H→E | - | M | L,4{MID, IDTYP, STRP, BINLT}
S12F17 | - | E→H | W | ? | L,3{MID, IDTYP, SDBIN}
S12F18 | - | H→E | - | M | L,3{MID, IDTYP, L,n{L,2{XYPOS, BINLT}}}
S12F19 | - | H↔E | - | ? | L,2{MAPER, DATLC}
S13F1 | - | H↔E | W | ? | L,1{DSNAME}
S13F2 | - | H↔E | - | ? | L,2{DSNAME, ACKC13}
S13F3 | - | H↔E | W | ? | L,3{HANDLE, DSNAME, CKPNT}
S13F4 | - | H↔E | - | ? | L,5{HANDLE, DSNAME, ACKC13, RTYPE, RECLEN}
S13F5 | - | H↔E | W | ? | L,2{HANDLE, READLN}
S13F6 | - | H↔E | - | ? | L,4{HANDLE, ACKC13, CKPNT, L,n{FILDAT}}
S13F7 | - | H↔E | W | ? | L,1{HANDLE}
S13F8 | - | H↔E | - | ? | L,2{HANDLE, ACKC13}
S13F9 | - | H↔E | W | ? | header only
S13F10 | - | H↔E | - | ? | header only
S13F11 | - | H↔E | W | ? | L,3{DATAID, OBJSPEC, DATALENGTH}
S13F12 | - | H↔E | - | ? | GRANT
S13F13 | - | H↔E | W | ? | L,8{DATAID, OBJSPEC, TBLTYP, TBLID, TBLCMD, L,n{L,2{ATTRID, ATTRDATA}}, L,n{COLHDR}, L,n{L,n{TBLELT}}}
S13F14 | - | H↔E | - | ? | L,2{TBLACK, L,n{L,2{ERRCODE, ERRTEXT}}}
S13F15 | - | H↔E | W | ? | L,7{DATAID, OBJSPEC, TBLTYP, TBLID, TBLCMD, L,n{COLHDR}, L,n{TBLELT}}
S13F16 | - | H↔E | - | ? | L,6{TBLTYP, TBLID, L,n{L,2{ATTRID, ATTRDATA}}, L,n{COLHDR}, L,n{L,n{TBLELT}}, L,2{TBLACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F1 | - | H↔E | W | ? | L,5{OBJSPEC, OBJTYPE, L,n{OBJID}, L,n{L,3{ATTRID, ATTRDATA, ATTRRELN}}, L,n{ATTRID}}
S14F2 | - | H↔E | - | ? | L,2{L,n{L,2{OBJID, L,n{L,2{ATTRID, ATTRDATA}}}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F3 | - | H↔E | W | ? | L,4{OBJSPEC, OBJTYPE, L,n{OBJID}, L,n{L,2{ATTRID, ATTRDATA}}}
S14F4 | - | H↔E | - | ? | L,2{L,n{L,2{OBJID, L,n{L,2{ATTRID, ATTRDATA}}}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F5 | - | H↔E | W | ? | OBJSPEC
S14F6 | - | H↔E | - | ? | L,2{L,n{OBJTYPE}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F7 | - | H↔E | W | ? | L,2{OBJSPEC, L,n{OBJTYPE}}
S14F8 | - | H↔E | - | ? | L,2{L,n{L,2{OBJTYPE, L,n{ATTRID}}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F9 | - | H↔E | W | ? | L,3{OBJSPEC, OBJTYPE, L,n{L,2{ATTRID, ATTRDATA}}}
S14F10 | - | H↔E | - | ? | L,3{OBJSPEC, L,n{L,2{ATTRID, ATTRDATA}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F11 | - | H↔E | W | ? | L,2{OBJSPEC, L,n{L,2{ATTRID, ATTRDATA}}}
S14F12 | - | H↔E | - | ? | L,2{L,n{L,2{ATTRID, ATTRDATA}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F13 | - | H↔E | W | ? | L,2{OBJSPEC, L,n{L,2{ATTRID, ATTRDATA}}}
S14F14 | - | H↔E | - | ? | L,3{OBJTOKEN, L,n{L,2{ATTRID, ATTRDATA}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F15 | - | H↔E | W | ? | L,4{OBJSPEC, OBJCMD, OBJTOKEN, L,n{L,2{ATTRID, ATTRDATA}}}
S14F16 | - | H↔E | - | ? | L,2{L,n{L,2{ATTRID, ATTRDATA}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F17 | - | H↔E | W | ? | L,4{OBJSPEC, OBJCMD, TARGETSPEC, L,n{L,2{ATTRID, ATTRDATA}}}
S14F18 | - | H↔E | - | ? | L,2{L,n{L,2{ATTRID, ATTRDATA}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F19 | - | H↔E | W | ? | L,5{DATAID, OPID, OBJSPEC, SVCNAME, L,n{L,2{SPNAME, SPVAL}}}
S14F20 | - | H↔E | - | ? | L,4{SVCACK, LINKID, L,n{L,2{SPNAME, SPVAL}}, L,2{SVCACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F21 | - | H↔E | W | ? | L,5{DATAID, OPID, LINKID, L,n{L,2{SPNAME, SPVAL}}, L,2{SVCACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F22 | - | H↔E | - | ? | DATAACK
S14F23 | - | H↔E | W | ? | L,2{DATAID, DATALENGTH}
S14F24 | - | H↔E | - | ? | GRANT
S14F25 | - | H↔E | W | ? | L,2{OBJSPEC, L,n{OBJTYPE}}
S14F26 | - | H↔E | - | ? | L,2{L,n{L,2{OBJTYPE, L,n{SVCNAME}}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S14F27 | - | H↔E | W | ? | L,3{OBJSPEC, OBJTYPE, L,n{SVCNAME}}
S14F28 | - | H↔E | - | ? | L,2{L,n{L,2{SVCNAME, L,n{SPNAME}}}, L,2{OBJACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S16F1 | - | H→E | W | ? | L,2{DATAID, DATALENGTH}
S16F2 | - | E→H | - | ? | GRANT
S16F3 | - | H→E | W | ? | L,5{DATAID, MF, L,n{MID}, L,3{PRRECIPEMETHOD, RCPSPEC, L,n{L,2{RCPPARNM, RCPPARVAL}}}, PRPROCESSSTART}
S16F4 | - | E→H | - | ? | L,2{PRJOBID, L,2{ACKA, L,n{L,2{ERRCODE, ERRTEXT}}}}
S16F5 | - | H→E | W | ? | L,4{DATAID, PRJOBID, PRCMDNAME, L,n{L,2{CPNAME, CPVAL}}} or L,3{PRJOBID, PRCMDNAME, L,n{L,2{CPNAME, CPVAL}}}
S16F6 | - | E→H | - | ? | L,2{PRJOBID, L,2{ACKA, L,n{L,2{ERRCODE, ERRTEXT}}}}
S16F7 | - | E→H | W | ? | L,4{TIMESTAMP, PRJOBID, PRJOBMILESTONE, L,2{ACKA, L,n{L,2{ERRCODE, ERRTEXT}}}}
S16F8 | - | H→E | - | ? | header only
S16F9 | - | E→H | W | ? | L,4{PREVENTID, TIMESTAMP, PRJOBID, L,n{L,2{VID, V}}}
S16F10 | - | H→E | - | ? | header only
S16F11 | - | H→E | W | ? | L,7{DATAID, PRJOBID, MF, L,n{L,2{CARRIERID, L,n{SLOTID}}} or L,n{MID}, L,3{PRRECIPEMETHOD, RCPSPEC, L,n{L,2{RCPPARNM, RCPPARVAL}}}, PRPROCESSSTART, PRPAUSEEVENT}
S16F12 | - | E→H | - | ? | L,2{PRJOBID, L,2{ACKA, L,n{L,2{ERRCODE, ERRTEXT}}}}
S16F13 | - | H→E | W | ? | not specified
S16F14 | - | E→H | - | ? | not specified
S16F15 | - | H→E | W | ? | L,2{DATAID, L,n{L,6{PRJOBID, MF, L,n{L,2{CARRIERID, L,n{SLOTID}}} or L,n{MID}, L,3{PRRECIPEMETHOD, RCPSPEC, L,n{L,2{RCPPARNM, RCPPARVAL}}}, PRPROCESSSTART, PRPAUSEEVENT}}}
S16F16 | - | E→H | - | ? | L,2{L,n{PRJOBID}, L,2{ACKA, L,n{L,2{ERRCODE, ERRTEXT}}}}
S16F17 | - | H→E | W | ? | L,n{PRJOBID}
S16F18 | - | E→H | - | ? | L,2{L,n{PRJOBID}, L,2{ACKA, L,n{L,2{ERRCODE, ERRTEXT}}}}
S16F19 | - | H→E | W | ? | header only
S16F20 | - | E→H | - | ? | L,n{L,2{PRJOBID, PRSTATE}}
S16F21 | - | H→E | W | ? | header only
S16F22 | - | E→H | - | ? | PRJOBSPACE
S16F23 | - | H→E | W | ? | L,2{PRJOBID, L,n{L,2{RCPPARNM, RCPPARVAL}}}
S16F24 | - | E→H | - | ? | L,2{ACKA, L,n{L,2{ERRCODE, ERRTEXT}}}
S16F25 | - | H→E | W | ? | L,2{L,n{PRJOBID}, PRPROCESSSTART}
S16F26 | - | E→H | - | ? | L,2{L,n{PRJOBID}, L,2{ACKA, L,n{L,2{ERRCODE, ERRTEXT}}}}
S16F27 | - | H→E | W | ? | L,3{CTLJOBID, CTLJOBCMD, L,2{CPNAME, CPVAL}}
S16F28 | - | E→H | - | ? | L,2{ACKA, L,2{ERRCODE, ERRTEXT}}
S16F29 | - | H→E | W | ? | PRMTRLORDER
S16F30 | - | E→H | - | ? | ACKA
S4F1 | - | H↔E | W | ? | L,2{PTN, MID}
S4F2 | - | H↔E | - | ? | RSACK
S4F3 | - | H↔E | - | ? | L,2{PTN, MID}
S4F5 | - | H↔E | - | ? | L,2{PTN, MID}
S4F7 | - | H↔E | - | ? | L,2{PTN, MID}
S4F9 | - | H↔E | - | ? | L,2{PTN, MID}
S4F11 | - | H↔E | - | ? | L,2{PTN, MID}
S4F13 | - | H↔E | - | ? | L,2{PTN, MID}
S4F15 | - | H↔E | - | ? | L,2{PTN, MID}
S4F17 | - | H↔E | W | ? | L,2{PTN, MID}
S4F18 | - | H↔E | - | ? | RRACK
S4F25 | - | H↔E | W | ? | L,2{DATAID, DATALENGTH}
S4F26 | - | H↔E | - | ? | GRANT
S8F1 | - | H↔E | W | ? | header only
S8F2 | - | H↔E | - | ? | BPD
S8F3 | - | H↔E | W | ? | header only
S8F4 | - | H↔E | - | ? | EPD
S15F49 | - | H→E | W | ? | L,2{DSNAME, RCPOWCODE}
S15F50 | - | E→H | - | ? | ACKC15
S15F51 | - | H→E | W | ? | DSNAME
S15F52 | - | E→H | - | ? | ACKC15
S15F53 | - | E→H | W | ? | L,3{RCPSPEC, RCPID, L,2{RMACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S15F54 | - | H→E | - | ? | header only
S17F1 | - | H→E | W | ? | L,4{DATAID, RPTID, DATASRC, L,n{VID}}
S17F2 | - | E→H | - | ? | L,2{RPTID, ERRCODE}
S17F3 | - | H→E | W | ? | L,n{RPTID}
S17F4 | - | E→H | - | ? | L,2{ACKA, L,n{L,3{RPTID, ERRCODE, ERRTEXT}}}
S17F6 | - | E→H | - | ? | L,2{TRID, ERRCODE}
S17F9 | - | H→E | W | ? | L,4{DATAID, EVNTSRC, CEID, L,n{RPTID}}
S17F10 | - | E→H | - | ? | L,3{EVNTSRC, CEID, ERRCODE}
S17F11 | - | H→E | W | ? | L,3{EVNTSRC, CEID, RPTID}
S17F12 | - | E→H | - | ? | L,4{EVNTSRC, CEID, RPTID, ERRCODE}
`;

/** Messages of which only the name is public: stream, functions, who sends the odd ones, their W-bit. */
export const NAMES_ONLY: readonly (readonly [number, readonly number[], string, string])[] = [
  [4, [19, 20, 21, 22, 23, 24], "H↔E", "W"],
  [4, [27, 29, 31, 33, 35, 37, 39, 41], "H↔E", "-"],
  [15, Array.from({ length: 26 }, (_, i) => 1 + i), "H↔E", "W"],
  [15, Array.from({ length: 10 }, (_, i) => 27 + i), "H→E", "W"],
  [15, Array.from({ length: 12 }, (_, i) => 37 + i), "H↔E", "W"],
  [17, [5, 7, 8, 13, 14], "H→E", "W"],
];
