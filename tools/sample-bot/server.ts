import { createServer, type Server } from 'node:https';
import { isGenuine } from '#outside';
import { answer, type Question } from './answer.ts';
import { suggest, type Thread } from './suggest.ts';

/** A bot and smart assist as an https server: believes only what is signed with its secret, and answers with commands, or with cards. */
export const sampleBot = ({ cert, key, secret }: { cert: string; key: string; secret: string }): Server =>
  createServer({ cert, key }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      if (!isGenuine(secret, request.headers, body, new Date())) return void response.writeHead(401).end();
      response.setHeader('content-type', 'application/json');
      const asked = JSON.parse(body) as (Question & { type: 'messages' }) | (Thread & { type: 'suggest' });
      response.end(JSON.stringify(asked.type === 'suggest' ? suggest(asked) : answer(asked)));
    });
  });
