import fastify, { type FastifyInstance } from 'fastify';
import type { Control } from '../control.ts';
import { refusal } from '../domain/refusals.ts';
import type { Incoming } from '../incoming.ts';
import type { Outgoing } from '../outgoing.ts';
import { pageRoutes } from '../page/page.routes.ts';
import type { World } from '../world.ts';
import { accountRoutes } from './account.routes.ts';
import { alertRoutes } from './alerts.routes.ts';
import { controlRoutes } from './control.routes.ts';
import { errorBody, openDoor } from './door.ts';
import { MediaStore, mediaRoutes } from './media.routes.ts';
import { messageRoutes } from './messages.routes.ts';
import { serviceRoutes } from './services.routes.ts';

/** All that is served: Twilio's REST paths, and, unless it is switched off, the control routes and the phone page. */
export function buildApp(
  world: World,
  { incoming, outgoing, control }: { incoming: Incoming; outgoing: Outgoing; control: Control | null },
): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true });

  void app.register(async (rest) => {
    rest.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    rest.setErrorHandler((error, _request, reply) => {
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      const refused = refusal(status < 500 ? 20001 : 20500, error instanceof Error ? error.message : undefined);
      return reply.code(status).send({ ...errorBody(refused), status });
    });
    const store = new MediaStore(world);
    store.open(rest);
    openDoor(rest, world, [
      ...accountRoutes(world),
      ...serviceRoutes(world),
      ...messageRoutes(world, outgoing),
      ...mediaRoutes(world, store),
      ...alertRoutes(world),
    ]);
  });

  if (control) {
    void app.register(async (scope) => controlRoutes(scope, world, incoming, control));
    void app.register(async (scope) => pageRoutes(scope));
  }

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    return reply.code(404).send(errorBody(refusal(20404, `The requested resource ${path} was not found`)));
  });
  return app;
}
