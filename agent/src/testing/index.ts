export { haveNut, type NutBench, type NutBenchOptions, type NutVariables, startNut } from './nut.ts';
export { startUpsSimulator, type UpsSimulator, type UpsSimulatorState } from './ups-simulator.ts';
