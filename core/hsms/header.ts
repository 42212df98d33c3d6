// The ten header bytes of an HSMS message. E37 §8.2.

/** An HSMS message header as it stands on the wire; all numbers unsigned. */
export interface Header {
  /** Session id, 16 bits. */
  readonly session: number;
  /** Header byte 2: W-bit and stream of a data message; the rejected type in a Reject.req; otherwise 0. */
  readonly byte2: number;
  /** Header byte 3: function of a data message; status or reason of a control message. */
  readonly byte3: number;
  /** Presentation type; 0 is SECS-II. */
  readonly pType: number;
  /** Session type. */
  readonly sType: number;
  /** System bytes, 32 bits. */
  readonly systemBytes: number;
}
