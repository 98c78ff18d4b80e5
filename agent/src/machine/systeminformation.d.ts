// The one file of the package that is used. Its main file would bring everything else into the bundle.
declare module 'systeminformation/lib/network.js' {
  /** Asks the system for the default gateway; an empty text where there is none. */
  export function networkGatewayDefault(): Promise<string>;
}
