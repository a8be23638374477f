import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastLocale, type Locale, locale as knownLocale } from '#contracts';
import { Database } from '#event-bus';
import { OpenToAll } from '#identity';
import { scaleOf } from '../domain/survey.ts';
import { type SurveyRequest, surveys } from '../storage/surveys.ts';
import { hashOf } from '../timers/send-surveys.ts';
import { answerSurvey } from '../use-cases/answer-survey.ts';
import { overPage, pageHeaders, questionPage, thanksPage } from './survey-page.ts';

/** The page that a customer is sent to (product.md 22). Open to all: the token, of 120 random bits, is the key, and it expires. */
@ApiExcludeController()
@Controller('surveys/:token')
@OpenToAll()
export class SurveysController {
  constructor(private readonly database: Database) {}

  @Get()
  async show(
    @Param('token') token: string,
    @Query('lang') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.open(token);
    if (!request) return void this.answer(reply, 404, overPage(localeOf(language, lastLocale)));
    const { survey, locale } = request;
    if (survey.address) {
      const address = new URL(survey.address);
      address.searchParams.set('survey', request.id);
      return void reply.headers(pageHeaders).redirect(address.href, 302);
    }
    this.answer(reply, 200, questionPage(survey, localeOf(language, locale)));
  }

  /** Once: whoever sends it again is thanked again, and nothing changes. */
  @Post()
  async take(
    @Param('token') token: string,
    @Query('lang') language: string | undefined,
    @Req() { body }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.open(token, { answered: true });
    const scale = request && scaleOf(request.survey);
    if (!request || !scale) return void this.answer(reply, 404, overPage(localeOf(language, lastLocale)));
    const { survey } = request;
    const locale = localeOf(language, request.locale);
    const form = new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '');
    const score = /^\d{1,2}$/.test(form.get('score') ?? '') ? Number(form.get('score')) : NaN;
    if (!(score >= scale.from && score <= scale.to))
      return void this.answer(reply, 400, questionPage(survey, locale, { isIncomplete: true }));
    const words = survey.asksForComment ? form.get('comment')?.replaceAll('\0', '').trim().slice(0, 2000) : undefined;
    const comment = words?.toWellFormed() || null;
    await this.database.transact((tx) => answerSurvey(tx, request.id, { score, comment }));
    this.answer(reply, 200, thanksPage(survey, locale));
  }

  private async open(token: string, { answered = false } = {}): Promise<SurveyRequest | null> {
    if (!/^[\w-]{20}$/.test(token)) return null;
    const request = await this.database.read((manager) => surveys({ manager }).byToken(hashOf(token)));
    const isOpen = request && (answered || request.answeredAt === null) && request.expiresAt > this.database.now();
    return isOpen ? request : null;
  }

  private answer(reply: FastifyReply, status: number, html: string): void {
    void reply.status(status).headers(pageHeaders).send(html);
  }
}

const localeOf = (asked: string | undefined, otherwise: Locale): Locale =>
  knownLocale.safeParse(asked).data ?? otherwise;
