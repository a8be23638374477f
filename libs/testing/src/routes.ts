import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Route, routesOf } from '#platform';

/** Open without a token: webhooks, health, where to sign in, pages of surveys by their own token, files by signed links (decisions P). */
export const openWithoutToken: readonly RegExp[] = [
  /^\/webhooks\//,
  /^\/health\/(live|ready)$/,
  /^\/api\/sign-in$/,
  /^\/surveys\/:token$/,
  /^\/api\/gateway\/media\/:id$/,
];

const anId = '018f6d2c-7b3a-7c4e-9a55-0d2f3b6c9e11';

/** Asks every route of the application without a token; answers those that do not say 401, except the ones that may. */
export async function routesOpenToAll(
  app: NestFastifyApplication,
  may: readonly RegExp[] = openWithoutToken,
): Promise<(Route & { readonly status: number })[]> {
  const open: (Route & { status: number })[] = [];
  for (const route of routesOf(app)) {
    if (may.some((pattern) => pattern.test(route.path))) continue;
    const url = route.path.replaceAll(/:\w+|\*/g, anId);
    const { statusCode } = await app.inject({ method: route.method as 'GET', url });
    if (statusCode !== 401) open.push({ ...route, status: statusCode });
  }
  return open;
}
