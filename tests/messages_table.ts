// Test-only: what the reference of the standards says of every message, typed from there and not from the catalogue.
// A row is: message, mnemonic, direction, W, block, body; `-` is none, `?` is not said.

/** A row of the table. */
export interface Row {
  readonly id: string;
  readonly mnemonic: string;
  readonly direction: string;
  readonly reply: string;
  readonly block: string;
  readonly body: string;
}

/** Streams 1, 2, 5, 6, 7, 9 and 10. */
export const STREAMS_1_TO_10 = `
S1F1 | R | H↔E | W | S | header only
S1F2 | D | H↔E | - | S | L,2{MDLN, SOFTREV} or L,0
S1F3 | SSR | H→E | W | S | L,n{SVID} or one item
S1F4 | SSD | E→H | - | M | L,n{SV}
S1F5 | FSR | H→E | W | S | SFCD
S1F6 | FSD | E→H | - | M | SFDATA
S1F7 | FFR | H→E | W | S | SFCD
S1F8 | FFD | E→H | - | M | SFDATA
S1F9 | TSR | H→E | W | S | header only
S1F10 | TSD | E→H | - | M | L,2{TSIP, TSOP}
S1F11 | SVNR | H→E | W | S | L,n{SVID} or one item
S1F12 | SVNRR | E→H | - | M | L,n{L,3{SVID, SVNAME, UNITS}}
S1F13 | CR | H↔E | W | S | L,2{MDLN, SOFTREV} or L,0
S1F14 | CRA | H↔E | - | S | L,2{COMMACK, L,2{MDLN, SOFTREV} or L,0}
S1F15 | ROFL | H→E | W | S | header only
S1F16 | OFLA | E→H | - | S | OFLACK
S1F17 | RONL | H→E | W | S | header only
S1F18 | ONLA | E→H | - | S | ONLACK
S1F19 | GA | H↔E | W | S | L,3{OBJTYPE, L,n{OBJID}, L,n{ATTRID}}
S1F20 | AD | H↔E | - | M | L,2{L,n{L,n{ATTRDATA}}, L,n{L,2{ERRCODE, ERRTEXT}}}
S1F21 | DVNR | H→E | W | S | L,n{VID}
S1F22 | DVN | E→H | - | M | L,n{L,3{VID, DVVALNAME, UNITS}}
S1F23 | CENR | H→E | W | S | L,n{CEID}
S1F24 | CEN | E→H | - | M | L,n{L,3{CEID, CENAME, L,n{VID}}}
S2F1 | SPI | H↔E | W | S | L,2{SPID, LENGTH}
S2F2 | SPG | H↔E | - | S | GRANT
S2F3 | SPS | H↔E | W | M | SPD
S2F4 | SPA | H↔E | - | S | SPAACK
S2F5 | SPR | H↔E | W | S | SPID
S2F6 | SPD | H↔E | - | M | SPD
S2F7 | CSS | H→E | W | S | SPID
S2F8 | CSA | E→H | - | S | CSAACK
S2F9 | SRR | H→E | W | S | SPID
S2F10 | SRD | E→H | - | M | SPR
S2F11 | SDR | H↔E | W | S | header only
S2F12 | SDD | H↔E | - | S | L,n{SPID}
S2F13 | ECR | H→E | W | S | L,n{ECID} or one item
S2F14 | ECD | E→H | - | M | L,n{ECV or L,0}
S2F15 | ECS | H→E | W | S | L,n{L,2{ECID, ECV}}
S2F16 | ECA | E→H | - | S | EAC
S2F17 | DTR | H↔E | W | S | header only
S2F18 | DTD | H↔E | - | S | TIME
S2F19 | RIS | H→E | W | S | RIC
S2F20 | RIA | E→H | - | S | RAC
S2F21 | RCS | H→E | [W] | S | RCMD
S2F22 | RCA | E→H | - | S | CMDA
S2F23 | TIS | H→E | W | M | L,5{TRID, DSPER, TOTSMP, REPGSZ, L,n{SVID}}
S2F24 | TIA | E→H | - | S | TIAACK
S2F25 | LDR | H↔E | W | S | ABS
S2F26 | LDD | H↔E | - | S | ABS
S2F27 | IPR | H→E | W | S | L,3{LOC, PPID, L,n{MID}}
S2F28 | IPA | E→H | - | S | CMDA
S2F29 | ECNR | H→E | W | S | L,n{ECID} or one item
S2F30 | ECN | E→H | - | M | L,n{L,6{ECID, ECNAME, ECMIN, ECMAX, ECDEF, UNITS}}
S2F31 | DTS | H→E | W | S | TIME
S2F32 | DTA | E→H | - | S | TIACK
S2F33 | DR | H→E | W | M | L,2{DATAID, L,n{L,2{RPTID, L,n{VID}}}}
S2F34 | DRA | E→H | - | S | DRACK
S2F35 | LER | H→E | W | M | L,2{DATAID, L,n{L,2{CEID, L,n{RPTID}}}}
S2F36 | LERA | E→H | - | S | LRACK
S2F37 | EDER | H→E | W | S | L,2{CEED, L,n{CEID}}
S2F38 | EERA | E→H | - | S | ERACK
S2F39 | DMBI | H→E | W | S | L,2{DATAID, DATALENGTH}
S2F40 | DMBG | E→H | - | S | GRANT
S2F41 | HCS | H→E | W | S | L,2{RCMD, L,n{L,2{CPNAME, CPVAL}}}
S2F42 | HCA | E→H | - | S | L,2{HCACK, L,n{L,2{CPNAME, CPACK}}}
S2F43 | RSSF | H→E | W | S | L,n{L,2{STRID, L,n{FCNID}}}
S2F44 | RSA | E→H | - | M | L,2{RSPACK, L,n{L,3{STRID, STRACK, L,n{FCNID}}}}
S2F45 | DVLA | H→E | W | M | L,2{DATAID, L,n{L,2{VID, L,n{L,2{LIMITID, L,2{UPPERDB, LOWERDB} or L,0}}}}}
S2F46 | VLAA | E→H | - | M | L,2{VLAACK, L,n{L,3{VID, LVACK, L,2{LIMITID, LIMITACK} or L,0}}}
S2F47 | VLAR | H→E | W | S | L,n{VID}
S2F48 | VLAS | E→H | - | M | L,n{L,2{VID, L,4{UNITS, LIMITMIN, LIMITMAX, L,n{L,3{LIMITID, UPPERDB, LOWERDB}}} or L,0}}
S2F49 | - | H→E | W | M | L,4{DATAID, OBJSPEC, RCMD, L,n{L,2{CPNAME, CEPVAL}}}
S2F50 | - | E→H | - | M | L,2{HCACK, L,n{L,2{CPNAME, CEPACK or L,n{CEPACK}}}}
S2F51 | - | H→E | W | S | header only
S2F52 | - | E→H | - | M | L,n{RPTID}
S2F53 | - | H→E | W | M | L,n{RPTID}
S2F54 | - | E→H | - | M | L,n{L,2{RPTID, L,n{VID}}}
S2F55 | - | H→E | W | M | L,n{CEID}
S2F56 | - | E→H | - | M | L,n{L,3{CEID, CENAME, L,n{RPTID}}}
S2F57 | - | H→E | W | S | header only
S2F58 | - | E→H | - | M | L,n{CEID}
S2F59 | - | H→E | W | S | header only
S2F60 | - | E→H | - | M | L,n{L,2{STRID, L,n{FCNID}}}
S2F61 | - | H→E | W | S | header only
S2F62 | - | E→H | - | M | L,n{TRID}
S2F63 | - | H→E | W | M | L,n{TRID}
S2F64 | - | E→H | - | M | L,n{L,5{TRID, DSPER, TOTSMP, REPGSZ, L,n{SVID}}}
S5F1 | ARS | E→H | [W] | S | L,3{ALCD, ALID, ALTX}
S5F2 | ARA | H→E | - | S | ACKC5
S5F3 | EAS | H→E | [W] | S | L,2{ALED, ALID}
S5F4 | EAA | E→H | - | S | ACKC5
S5F5 | LAR | H→E | W | S | one item of ALID or L,n{ALID}
S5F6 | LAD | E→H | - | M | L,n{L,3{ALCD or zero length, ALID, ALTX}}
S5F7 | LEAR | H→E | W | S | header only
S5F8 | LEAD | E→H | - | M | L,n{L,3{ALCD, ALID, ALTX}}
S5F9 | EXPN | E→H | [W] | S | L,5{TIMESTAMP, EXID, EXTYPE, EXMESSAGE, L,n{EXRECVRA}}
S5F10 | EXPC | H→E | - | S | header only
S5F11 | EXCN | E→H | [W] | S | L,4{TIMESTAMP, EXID, EXTYPE, EXMESSAGE}
S5F12 | EXCC | H→E | - | S | header only
S5F13 | EXRR | H→E | W | S | L,2{EXID, EXRECVRA}
S5F14 | EXRA | E→H | - | S | L,2{EXID, L,2{ACKA, L,2{ERRCODE, ERRTEXT} or L,0}}
S5F15 | EXRCN | E→H | [W] | S | L,3{TIMESTAMP, EXID, L,2{ACKA, L,2{ERRCODE, ERRTEXT} or L,0}}
S5F16 | EXRCC | H→E | - | S | header only
S5F17 | EXRAR | H→E | W | S | EXID
S5F18 | EXRAA | E→H | - | S | L,2{EXID, L,2{ACKA, L,2{ERRCODE, ERRTEXT} or L,0}}
S6F1 | TDS | E→H | [W] | M | L,4{TRID, SMPLN, STIME, L,n{SV}}
S6F2 | TDA | H→E | - | S | ACKC6
S6F3 | DVS | E→H | [W] | M | L,3{DATAID, CEID, L,n{L,2{DSID, L,n{L,2{DVNAME, DVVAL}}}}}
S6F4 | DVA | H→E | - | S | ACKC6
S6F5 | MBI | E→H | W | S | L,2{DATAID, DATALENGTH}
S6F6 | MBG | H→E | - | S | GRANT6
S6F7 | DDR | H→E | W | S | DATAID
S6F8 | DDD | E→H | - | M | L,3{DATAID, CEID, L,n{L,2{DSID, L,n{L,2{DVNAME, DVVAL}}}}} or L,0
S6F9 | FVS | E→H | [W] | M | L,4{PFCD, DATAID, CEID, L,n{L,2{DSID, L,n{DVVAL}}}}
S6F10 | FVA | H→E | - | S | ACKC6
S6F11 | ERS | E→H | W | M | L,3{DATAID, CEID, L,n{L,2{RPTID, L,n{V}}}}
S6F12 | ERA | H→E | - | S | ACKC6
S6F13 | AERS | E→H | W | M | L,3{DATAID, CEID, L,n{L,2{RPTID, L,n{L,2{VID, V}}}}}
S6F14 | AERA | H→E | - | S | ACKC6
S6F15 | ERR | H→E | W | S | CEID
S6F16 | ERD | E→H | - | M | L,3{DATAID, CEID, L,n{L,2{RPTID, L,n{V}}}}
S6F17 | AERR | H→E | W | S | CEID
S6F18 | AERD | E→H | - | M | L,3{DATAID, CEID, L,n{L,2{RPTID, L,n{L,2{VID, V}}}}}
S6F19 | IRR | H→E | W | S | RPTID
S6F20 | IRD | E→H | - | M | L,n{V}
S6F21 | AIRR | H→E | W | S | RPTID
S6F22 | AIRD | E→H | - | M | L,n{L,2{VID, V}}
S6F23 | RSD | H→E | W | S | RSDC
S6F24 | RSDAS | E→H | - | S | RSDA
S6F25 | NRS | H↔E | [W] | M | L,7{DATAID, OPID, LINKID, RCPSPEC, RMCHGSTAT, L,n{L,2{RCPATTRID, RCPATTRDATA}}, L,2{RMACK, L,n{L,2{ERRCODE, ERRTEXT}}}}
S6F26 | NRA | H↔E | - | S | ACKC6
S6F27 | TRS | E→H | [W] | M | L,3{DATAID, TRID, L,n{L,n{L,2{RPTID, L,n{V}}}}}
S6F28 | TRSA | H→E | - | S | TRID
S6F29 | TRR | H→E | W | S | TRID
S6F30 | TRD | E→H | - | M | L,3{TRID, L,n{L,2{RPTID, L,n{V}}}, ERRCODE}
S7F1 | PPI | H↔E | W | S | L,2{PPID, LENGTH}
S7F2 | PPG | H↔E | - | S | PPGNT
S7F3 | PPS | H↔E | W | M | L,2{PPID, PPBODY}
S7F4 | PPA | H↔E | - | S | ACKC7
S7F5 | PPR | H↔E | W | S | PPID
S7F6 | PPD | H↔E | - | M | L,2{PPID, PPBODY} or L,0
S7F7 | PIR | E→H | W | S | MID
S7F8 | PID | H→E | - | S | L,2{PPID, MID}
S7F9 | MMR | H↔E | W | S | header only
S7F10 | MMD | H↔E | - | M | L,n{L,2{PPID, L,n{MID}}}
S7F11 | MUS | H→E | [W] | S | L,n{L,2{PPID, L,n{MID}}}
S7F12 | MUA | E→H | - | S | ACKC7
S7F13 | DES | H→E | [W] | S | L,n{L,2{PPID, L,n{MID}}}
S7F14 | DEA | E→H | - | S | ACKC7
S7F15 | MMS | H→E | W | S | MMODE
S7F16 | MMA | E→H | - | S | ACKC7
S7F17 | DPS | H→E | W | S | L,n{PPID}
S7F18 | DPA | E→H | - | S | ACKC7
S7F19 | RER | H→E | W | S | header only
S7F20 | RED | E→H | - | M | L,n{PPID}
S7F21 | PCR | H→E | W | S | header only
S7F22 | PCD | E→H | - | M | L,5{MDLN, SOFTREV, CMDMAX, BYTMAX, L,n{L,11{CCODE, CNAME, RQCMD, BLKDEF, BCDS, IBCDS, NBCDS, ACDS, IACDS, NACDS, L,n{L,9{PNAME, RQPAR, PDFLT, PMAX, LLIM, ULIM, UNITS, RESC, RESV} or L,4{PNAME, RQPAR, PDFLT, PMAX}}}}}
S7F23 | FPS | H↔E | W | M | L,4{PPID, MDLN, SOFTREV, L,n{L,2{CCODE, L,n{PPARM}}}}
S7F24 | FPA | H↔E | - | S | ACKC7
S7F25 | FPR | H↔E | W | S | PPID
S7F26 | FPD | H↔E | - | M | L,4{PPID, MDLN, SOFTREV, L,n{L,2{CCODE, L,n{PPARM}}}} or L,0
S7F27 | PVS | E→H | W | M | L,2{PPID, L,n{L,3{ACKC7A, SEQNUM, ERRW7}}}
S7F28 | PVA | H→E | - | S | header only
S7F29 | PVI | E→H | W | S | LENGTH
S7F30 | PVG | H→E | - | S | PPGNT
S7F31 | VRS | H→E | W | M | L,4{PPID, MDLN, SOFTREV, L,n{L,2{CCODE, L,n{PPARM}}}}
S7F32 | VRA | E→H | - | S | ACKC7
S7F33 | PAR | H↔E | W | S | PPID
S7F34 | PAD | H↔E | - | S | L,3{PPID, UNFLEN, FRMLEN}
S7F35 | PPMR | H↔E | W | S | MID
S7F36 | PPMD | H↔E | - | M | L,3{MID, PPID, PPBODY}
S7F37 | - | H↔E | W | S | DSNAME
S7F38 | - | H↔E | - | S | ACKC7
S7F39 | - | H↔E | W | S | DSNAME
S7F40 | - | H↔E | - | S | ACKC7
S7F41 | - | H↔E | W | S | DSNAME
S7F42 | - | H↔E | - | S | ACKC7
S7F43 | - | H↔E | W | S | DSNAME
S7F44 | - | H↔E | - | S | ACKC7
S9F1 | UDN | E→H | - | S | MHEAD
S9F3 | USN | E→H | - | S | MHEAD
S9F5 | UFN | E→H | - | S | MHEAD
S9F7 | IDN | E→H | - | S | MHEAD
S9F9 | TTN | E→H | - | S | SHEAD
S9F11 | DLN | E→H | - | S | MHEAD
S9F13 | CTN | E→H | - | S | L,2{MEXP, EDID}
S10F1 | TRN | E→H | [W] | S | L,2{TID, TEXT}
S10F2 | TRA | H→E | - | S | ACKC10
S10F3 | VTN | H→E | [W] | S | L,2{TID, TEXT}
S10F4 | VTA | E→H | - | S | ACKC10
S10F5 | VTN | H→E | [W] | M | L,2{TID, L,n{TEXT}}
S10F6 | VMA | E→H | - | S | ACKC10
S10F7 | MNN | E→H | - | S | TID
S10F9 | BCN | H→E | [W] | S | TEXT
S10F10 | BCA | E→H | - | S | ACKC10
`;

/** The rows of a table. */
export function rowsOf(table: string): Row[] {
  return table.trim().split("\n").map((line) => {
    const [id, mnemonic, direction, reply, block, body] = line.split(" | ");
    return { id, mnemonic, direction, reply, block, body };
  });
}
