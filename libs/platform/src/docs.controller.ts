import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Controller, Get, NotFoundException, Param, Res, type Type } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, OpenToAll } from '#identity';

/** The document of this process, made when somebody asks for it first. */
export class ApiDocument {
  private made: OpenAPIObject | undefined;
  make: () => OpenAPIObject = () => {
    throw new Error('The application is not complete yet.');
  };
  get(): OpenAPIObject {
    return (this.made ??= this.make());
  }
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley: HTTP interface</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;
const start = `SwaggerUIBundle({ url: 'docs-json', dom_id: '#swagger-ui', deepLinking: true, defaultModelsExpandDepth: 0 });\n`;
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
const types: Record<string, string> = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' };

class Docs {
  constructor(private readonly document: ApiDocument) {}

  @Get('docs-json')
  json(): OpenAPIObject {
    return this.document.get();
  }

  @Get('docs')
  page(@Res() reply: FastifyReply): void {
    void reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).send(page);
  }

  @Get('docs/:file')
  async file(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    if (file === 'start.js') return void reply.header('content-type', 'text/javascript').send(start);
    const type = types[file];
    if (!type) throw new NotFoundException('The page has no such part.');
    const ofSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
    void reply.header('content-type', type).send(await readFile(ofSwagger.resolve(`swagger-ui-dist/${file}`)));
  }
}

/** For everybody, where the development issuer lets everybody in anyway (docs/adr/0009). */
@ApiExcludeController()
@Controller('api')
@OpenToAll()
class OpenDocs extends Docs {
  constructor(document: ApiDocument) {
    super(document);
  }
}

@ApiExcludeController()
@Controller('api')
@Allow('agent', 'supervisor', 'administrator')
class ClosedDocs extends Docs {
  constructor(document: ApiDocument) {
    super(document);
  }
}

export const docsController = (open: boolean): Type => (open ? OpenDocs : ClosedDocs);
