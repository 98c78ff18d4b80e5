// A Node process that does nothing: the floor under the agent's memory.
setInterval(() => undefined, 1 << 30);
