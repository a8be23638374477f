import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  attachmentView,
  type AttachmentView,
  attachRequest,
  type AttachRequest,
  mediaId,
  type MediaId,
  mediaLinkQuery,
  type MediaLinkQuery,
  mediaRetryView,
  type MediaRetryView,
  type Person,
  Refusal,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson, OpenToAll } from '#identity';
import { Answers, Problems, TakesFile } from '#platform';
import { byteRangeIn } from '../domain/byte-range.ts';
import { mayBeShown } from '../domain/file-rules.ts';
import type { Media } from '../domain/media.ts';
import { Attachments } from '../media/attachments.ts';
import { FileStorage } from '../media/file-storage.ts';
import { MediaLinks } from '../media/media-links.ts';
import { media } from '../storage/media.ts';
import { retryMedia } from '../use-cases/retry-media.ts';
import { linkOverPage, linkPageHeaders, wantsPage } from './link-page.ts';
import { withUpload } from './upload.ts';

/** A file is not a page of ours: it runs nothing, loads nothing and is framed by nobody. */
const policy =
  "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const notThere = () =>
  new Refusal('media-not-found', 'There is no such file here, or this address is not good any more.', 'id');

/** The files of texts (product.md 23): seen by signed links, attached by agents, asked for again. */
@ApiTags('media')
@Controller('api/gateway/media')
export class MediaController {
  constructor(
    private readonly database: Database,
    private readonly storage: FileStorage,
    private readonly links: MediaLinks,
    private readonly attachments: Attachments,
  ) {}

  @Get(':id')
  @OpenToAll()
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'The file, or with 206 the part of it that `Range` asks for.' })
  @Problems(400, 404, 410, 416, 503)
  @ApiOperation({
    summary: 'See a file by its signed link',
    description:
      'Open to whoever has the link, until it expires; conversations makes it for those who may see the text. Takes `Range`. ' +
      'Images, audio and video are shown, everything else is saved. Whoever opens a link that is not good any more in a browser reads a page that says so.',
  })
  async see(
    @Param('id', { schema: mediaId }) id: MediaId,
    @Query({ schema: mediaLinkQuery }) query: MediaLinkQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.show(id, query, request, reply);
    } catch (error) {
      if (!(error instanceof Refusal && wantsPage(request.headers))) throw error;
      const status = error.code === 'media-gone' ? 410 : 404;
      await reply.code(status).headers(linkPageHeaders).send(linkOverPage(request.headers));
    }
  }

  private async show(id: MediaId, query: MediaLinkQuery, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const now = this.database.now();
    if (!this.links.opens(id, query, now)) throw notThere();
    const file = await this.database.read((manager) => media({ manager }).find(id));
    if (file?.state === 'erased') throw new Refusal('media-gone', 'This file was erased.', 'id');
    if (file?.state !== 'stored' || file.size === null) throw notThere();
    const range = byteRangeIn(request.headers.range, file.size);
    if (range === 'none') {
      await reply.code(416).header('content-range', `bytes */${file.size}`).send();
      return;
    }
    const part = range ?? { start: 0, end: file.size - 1 };
    const length = part.end - part.start + 1;
    const bytes = request.method === 'HEAD' || length === 0 ? Readable.from([]) : await this.open(file, part);
    void reply.code(range ? 206 : 200).headers({
      ...headersOf(file, query.save !== undefined),
      'content-length': length,
      'cache-control': `private, max-age=${Math.max(0, Number(query.until) - Math.floor(now.getTime() / 1000))}, immutable`,
      ...(range && { 'content-range': `bytes ${part.start}-${part.end}/${file.size}` }),
    });
    await reply.send(bytes);
  }

  @Put(':id')
  @Allow('agent', 'supervisor')
  @TakesFile()
  @Answers(attachmentView)
  @ApiOperation({
    summary: 'Attach a file to a text that is being written',
    description:
      'For agents, and for supervisors who joined. Under an id of your own (UUID v7): the same file once more answers the same. It is recognised by its content and scanned before it ' +
      'is kept. The text that takes it along names the id in `mediaIds`; without one it is thrown away after a day. Refused as ' +
      '`attachments-off`, `file-too-large`, `file-type-blocked` and `file-infected`.',
  })
  attach(
    @CurrentPerson() { agentId }: Person,
    @Param('id', { schema: mediaId }) id: MediaId,
    @Query({ schema: attachRequest }) asked: AttachRequest,
    @Req() request: FastifyRequest,
  ): Promise<AttachmentView> {
    return withUpload(request, async ({ bytes, fileName, statedType }) => {
      const kept = await this.attachments.keep({ ...asked, id, fileName, statedType, uploadedBy: agentId }, bytes);
      return { id, fileName: kept.fileName, contentType: kept.contentType!, size: kept.size! };
    });
  }

  @Post(':id/retry')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(mediaRetryView)
  @ApiOperation({
    summary: 'Ask for a file again that was not to be had',
    description:
      'It is fetched soon; what became of it is shown with its text. One that was not let in does not come by asking.',
  })
  async retry(@Param('id', { schema: mediaId }) id: MediaId): Promise<MediaRetryView> {
    const { state } = await this.database.transact((tx) => retryMedia(tx, id));
    return { id, state };
  }

  private async open({ id, storedAs }: Media, part: { start: number; end: number }): Promise<Readable> {
    const bytes = await this.storage.open(storedAs ?? id, part);
    if (!bytes) throw notThere();
    return bytes;
  }
}

function headersOf({ contentType, fileName, id }: Media, isSaved: boolean): Record<string, string> {
  const how = !isSaved && mayBeShown(contentType!) ? 'inline' : 'attachment';
  return {
    'content-type': contentType!.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType!,
    'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(fileName ?? id).replace(/['()*]/g, escape)}`,
    'content-security-policy': policy,
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
  };
}

const escape = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
