import type { DefinitionId, StaffDefined } from '#contracts';

/** A skill, rating model, capacity profile or presence as an administrator defined it. */
export interface StaffDefinition {
  readonly kind: string;
  readonly id: DefinitionId;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** The fields of its kind. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** It is gone, and can be restored. */
  readonly removedAt: Date | null;
}

/** The whole as an administrator says it. */
export const definedBy = ({ slug, name, description, body }: StaffDefinition): StaffDefined => ({
  ...body,
  slug,
  name,
  description,
});

/** The kind's own fields of what was said. */
export function bodyOf({ slug: _slug, name: _name, description: _description, ...body }: StaffDefined) {
  return body;
}
