import { createServer, type Server } from 'node:https';
import { isGenuine } from '#outside';
import { answer, type Question } from './answer.ts';

/** A skill finder as an https server: believes only what is signed with its secret, and answers with tags. */
export const sampleModel = ({ cert, key, secret }: { cert: string; key: string; secret: string }): Server =>
  createServer({ cert, key }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      if (!isGenuine(secret, request.headers, body, new Date())) return void response.writeHead(401).end();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(JSON.parse(body) as Question)));
    });
  });
