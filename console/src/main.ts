import './app.ts';
import { browserClock } from './browser-clock.ts';
import { openBrowserSocket } from './browser-socket.ts';
import { preferencesIn } from './preferences.ts';
import { takeSetupToken } from './setup-token.ts';

const app = document.createElement('ww-app');
app.platform = {
  fetch: (url, init) => fetch(url, init),
  openSocket: openBrowserSocket,
  clock: browserClock,
  random: () => Math.random(),
  preferences: preferencesIn(() => localStorage),
};
app.setupToken = takeSetupToken(window);
document.body.prepend(app);
