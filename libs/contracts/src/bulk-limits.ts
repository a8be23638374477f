/** How many pieces of work one job assigns or moves at most (product.md 18.4). Apart from the schemas, so that a page can say it without them. */
export const mostPlacedAtOnce = 1000;
