import { Injectable } from '@nestjs/common';
import { type FoundSkills, skillFinderAnswer } from '#contracts';
import { Outside, OutsideFailure } from '#outside';
import { foundBy, foundNothing, type questionTo, type SkillFinder } from './domain/skill-finders.ts';
import { OpenedSecrets } from './opened-secrets.ts';
import { askSigned, UnexpectedAnswer } from './outside-calls.ts';
import type { Sealed } from './storage/outside-secrets.ts';

/** One skill finder and what it is asked; null: there is none of this id any more. */
export interface SkillQuestion {
  readonly id: string;
  readonly finder: SkillFinder | null;
  readonly sealed: Sealed | undefined;
  readonly body: ReturnType<typeof questionTo> | null;
}

/** Asks skill finders (product.md 7.8; docs/bots.md). */
@Injectable()
export class SkillFinders {
  constructor(
    private readonly outside: Outside,
    private readonly secrets: OpenedSecrets,
  ) {}

  /** All of these at the same time. Whoever fails, or does not answer in its time, said nothing, and why. `about`: the same for every attempt. */
  askAll(questions: readonly SkillQuestion[], about: string, now: Date): Promise<FoundSkills[]> {
    return Promise.all(
      questions.map((one) =>
        this.ask(one, about, now).catch((error: unknown) => foundNothing(one.id, reasonFor(error))),
      ),
    );
  }

  private async ask({ id, finder, sealed, body }: SkillQuestion, about: string, now: Date): Promise<FoundSkills> {
    if (!finder?.active || !body) return foundNothing(id, 'It is turned off.');
    const answer = await askSigned(this.outside, {
      url: finder.address,
      id: `skills_${about}_${id}`,
      secrets: this.secrets.of('skill-finder', id, sealed, now),
      body,
      withinMs: finder.timeoutSeconds * 1000,
      at: now,
    });
    return foundBy(id, skillFinderAnswer.parse(answer));
  }
}

const reasonFor = (error: unknown): string =>
  error instanceof OutsideFailure || error instanceof UnexpectedAnswer
    ? error.message
    : 'It answered with something else than tags.';
