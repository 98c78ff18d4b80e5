// The registry says "os": "linux" (a string) for the packages that carry Node itself; pnpm reads arrays only and
// would install every platform's copy.
const NODE_BINARY = /^node-(linux|darwin|win)-(x64|arm64)$/;

module.exports = {
  hooks: {
    readPackage(pkg) {
      const match = NODE_BINARY.exec(pkg.name);
      if (match) {
        pkg.os = [match[1] === 'win' ? 'win32' : match[1]];
        pkg.cpu = [match[2]];
      }
      return pkg;
    },
  },
};
