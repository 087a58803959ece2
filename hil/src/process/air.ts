/**
 * Preload (`node --import …/process/air.ts program`): gives this process a virtual adapter on the air that another process
 * serves at $PETPULSE_AIR. The program itself is what ships; only the HCI socket underneath is replaced.
 */
import { installHciDriver } from "../air/driver.ts";
import { connectAir } from "../air/socket.ts";

const path = process.env.PETPULSE_AIR;
if (!path) throw new Error("PETPULSE_AIR: the unix socket of the air is not set");
installHciDriver(() => connectAir(path, { name: process.env.PETPULSE_AIR_NAME ?? `process ${process.pid}` }));
