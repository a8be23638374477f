import type { Role } from '#contracts';

/** A page that is found by its name. */
export interface PageToFind {
  readonly to: string;
  readonly name: string;
  /** What it is part of. */
  readonly group: string;
}

type Source = (roles: readonly Role[]) => Promise<readonly PageToFind[]>;
let source: Source = async () => [];

/** Says where the names of pages come from: those who know every address know them. */
export const findPagesIn = (pages: Source): void => {
  source = pages;
};

/** The pages that somebody of these roles finds. */
export const pagesToFind: Source = (roles) => source(roles);
