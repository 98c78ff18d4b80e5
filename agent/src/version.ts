/** Version of this agent; a test keeps it equal to that of `package.json`. */
export const AGENT_VERSION = '0.1.0';
