import { loginRequest, person, sessionInfo, setupRequest } from '@wardwatch/shared/api';
import { getConnInfo } from '@hono/node-server/conninfo';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { LiveHub } from '../live/live-hub.ts';
import type { Auth, OpenedSession } from './auth.ts';
import type { HttpContext, Routes } from './route.ts';

/** Name of the session cookie. HttpOnly, SameSite=Strict, and Secure wherever the server speaks TLS. */
export const SESSION_COOKIE = 'ww_session';

/** Signing in and out. */
export function addSessionRoutes(
  routes: Routes,
  deps: { auth: Auth; live: LiveHub; version: string; secureCookies: boolean },
): void {
  const { auth, live, version } = deps;
  const remember = (context: HttpContext, session: OpenedSession): void =>
    setCookie(context, SESSION_COOKIE, session.token, {
      httpOnly: true,
      sameSite: 'Strict',
      secure: deps.secureCookies,
      path: '/',
      expires: new Date(session.expiresAt),
    });

  routes
    .add(
      { method: 'get', path: '/api/session', summary: 'Who is signed in', access: 'public', response: sessionInfo },
      async ({ context }) => ({
        setupNeeded: auth.setupNeeded,
        person: context.get('person') ?? null,
        version,
      }),
    )
    .add(
      {
        method: 'post',
        path: '/api/setup',
        summary: 'Make the first administrator, with the token of the set-up link',
        access: 'public',
        body: setupRequest,
        response: person,
      },
      async ({ body, context }) => {
        const session = await auth.setUp(body, addressOf(context));
        remember(context, session);
        return session.person;
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/login',
        summary: 'Sign in; the answer sets the session cookie',
        access: 'public',
        body: loginRequest,
        response: person,
      },
      async ({ body, context }) => {
        const session = await auth.logIn(body, addressOf(context));
        remember(context, session);
        return session.person;
      },
    )
    .add({ method: 'post', path: '/api/logout', summary: 'Sign out', access: 'signed-in' }, async ({ context }) => {
      const key = context.get('sessionKey');
      await auth.logOut(key);
      live.endSession(key);
      deleteCookie(context, SESSION_COOKIE, { path: '/' });
      return undefined;
    });
}

/** The peer's address, for rate limits. */
function addressOf(context: HttpContext): string {
  return getConnInfo(context).remote.address ?? '';
}
