import { Button, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { estimate } from '../../api/estimate.ts';
import { writingWords } from '../../words/en-writing.ts';
import { region } from '../../words/region.ts';
import styles from './cost.module.css';
import { longest } from './limits.ts';
import { switchedBy } from './switched.ts';

const words = writingWords.cost;

/** How long nobody has typed before what is written is estimated, in milliseconds. */
const pause = 400;

interface CostProps {
  readonly body: string;
  readonly channelId: string;
}

/** What the text comes to once nobody has typed for a moment; undefined until then, and where nobody knows. */
function useEstimate({ body, channelId }: CostProps) {
  const [settled] = useDebouncedValue(body.trim(), pause);
  return useQuery({
    ...estimate(channelId, settled),
    enabled: settled !== '' && settled.length <= longest,
    placeholderData: keepPreviousData,
  }).data;
}

const asMoney = (amount: string, currency: string): string =>
  new Intl.NumberFormat(region, { style: 'currency', currency, maximumFractionDigits: 4 }).format(Number(amount));

/** What the text presumably costs; nothing where nobody said what a segment costs. */
export function Cost(props: CostProps) {
  const price = useEstimate(props)?.price;
  return (
    price && (
      <Tooltip label={words.hint}>
        <span className={styles.price}>{words.about(asMoney(price.amount, price.currency))}</span>
      </Tooltip>
    )
  );
}

/** Says it where one character makes the text larger, as it would leave, and gives the letter that would do. */
export function SwitchedBy({ onWrite, ...props }: CostProps & { readonly onWrite: (body: string) => void }) {
  const data = useEstimate(props);
  const found = data && switchedBy(data.body, data.segments, data.switchers);
  if (!found || !props.body.includes(found.character)) return null;
  const { character, plain, instead } = found;
  return (
    <p className={styles.switched} role="status">
      {words.switched(character, data.segments, instead)}
      {plain !== null && (
        <Button
          size="compact-xs"
          variant="default"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onWrite(props.body.replaceAll(character, plain))}
        >
          {words.use(plain)}
        </Button>
      )}
    </p>
  );
}
