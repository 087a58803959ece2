// Allocates for every sample, three calls deep: what the call graph has to find.
const kept: Int32Array = new Int32Array(1);

class Box {
  value: i32;
  constructor(value: i32) {
    this.value = value;
  }
}

function wrap(value: i32): Box {
  return new Box(value);
}

export function begin(channels: i32): void {
  kept[0] = channels;
}

export function sample(value: i32): void {
  kept[0] = wrap(value).value;
}
