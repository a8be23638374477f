import { readJson } from './outside-calls.ts';

it('what others answer is read without what no text can hold, in values and in names, however deep', () => {
  const json = String.raw`{"a\u0000": ["\ud83d", "whole \ud83d\ude00", {"b": "\u0000", "\udc00": 1}], "n": null}`;
  expect(readJson(json)).toEqual({ 'a\uFFFD': ['\uFFFD', 'whole 😀', { b: '\uFFFD', '\uFFFD': 1 }], n: null });
});
