// embedded:sensor/Accelerometer/LIS3DH: the SDK's driver gives m/s²; so does this, for whatever mg the rig says.
const MG = 9.80665 / 1000;

/** What lies on the axes now, mg. */
export const felt = { x: 0, y: 0, z: 1000 };

export default class LIS3DH {
  configure(): void {}

  sample(): { x: number; y: number; z: number } {
    return { x: felt.x * MG, y: felt.y * MG, z: felt.z * MG };
  }
}
