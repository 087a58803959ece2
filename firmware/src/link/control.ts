import { BROKEN, END, Reader } from "../frame/reader.ts";

/** Most fields a control message can bring; proto numbers go to 5. */
const FIELDS: i32 = 8;

/**
 * The numbered fields of one control message: varints by value, bytes by place and length. A repeated field counts its last
 * occurrence, as protobuf has it; unknown ones are stepped over.
 */
export class Control {
  reader: Reader;
  present: Int32Array;
  value: Int32Array;
  at: Int32Array;
  length: Int32Array;

  constructor(message: Uint8Array) {
    this.reader = new Reader(message);
    this.present = new Int32Array(FIELDS);
    this.value = new Int32Array(FIELDS);
    this.at = new Int32Array(FIELDS);
    this.length = new Int32Array(FIELDS);
  }

  /** Reads `message[from … to)`; false when it is no protobuf. */
  parse(from: i32, to: i32): bool {
    this.present.fill(0);
    this.value.fill(0);
    this.at.fill(0);
    this.length.fill(0);
    const reader = this.reader;
    reader.over(from, to);
    let field: i32 = reader.next();
    while (field !== END) {
      if (field === BROKEN) return false;
      if (field < FIELDS) {
        this.present[field] = 1;
        this.value[field] = reader.value;
        this.at[field] = reader.at;
        this.length[field] = reader.length;
      }
      field = reader.next();
    }
    return true;
  }
}
