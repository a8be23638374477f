import { RouteConfig } from '@nestjs/platform-fastify';

/** A route whose body stays the bytes it came as, JSON too, 64 KB at most: they are what is signed. */
export const TakesBytes = () => RouteConfig({ takesBytes: true });
