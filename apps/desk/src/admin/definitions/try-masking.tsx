import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { maskingTest } from '../../api/texts.ts';
import { Refused } from '../../api/refused.ts';
import { textWords as words } from '../../words/en-texts.ts';
import { Beside } from '../patterns/page.tsx';
import own from './beside.module.css';

/** A box to try an expression in, before it is kept. */
export function TryMasking({ expression }: { readonly expression: string }) {
  const [text, setText] = useState<string>(words.maskingSample);
  const [asked] = useDebouncedValue(expression, 250);
  const [typed] = useDebouncedValue(text, 250);
  const isAsked = asked !== '' && typed !== '';
  const { data, error } = useQuery({
    ...maskingTest(asked, typed),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Beside title={words.tryIt}>
      <Textarea
        aria-label={words.sample}
        autosize
        minRows={3}
        maxRows={8}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={own.result} role="status">
        {!isAsked ? (
          <p className={own.hint}>{words.typeExpression}</p>
        ) : error ? (
          <p className={own.warning}>{error instanceof Refused ? error.message : words.notTried}</p>
        ) : (
          data && (
            <>
              <p className={own.bubble} dir="auto">
                {data.masked}
              </p>
              <p className={own.size}>{words.hidden(data.found)}</p>
            </>
          )
        )}
      </div>
    </Beside>
  );
}
