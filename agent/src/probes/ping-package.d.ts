// The parts of the `ping` package that are used; its own types describe only the whole, which starts the program itself.
declare module 'ping/lib/builder/factory.js' {
  interface ArgumentBuilder {
    /** Arguments of the system's `ping`. `timeout` in seconds; `min_reply` is how many to send. */
    getCommandArguments(host: string, options: { timeout: number; min_reply: number; v6: boolean }): string[];
  }
  interface BuilderFactory {
    createBuilder(platform: NodeJS.Platform): ArgumentBuilder;
    getExecutablePath(platform: NodeJS.Platform, v6: boolean): string;
  }
  const factory: BuilderFactory;
  export default factory;
}
