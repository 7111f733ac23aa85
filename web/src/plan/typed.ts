/** What is typed into a form, before and after it is sent. Pure. */
import type { Signal } from '@preact/signals';
import type { Words } from './plans.ts';

/** What stands beside the words of a form and is nobody's writing. */
const ASIDE = ['id', 'place'];

/** Sends what is typed. Once it is taken it is gone from the form, but for what was typed meanwhile. */
export async function sendTyped<Answered extends { readonly ok: boolean } | null>(
  words: Signal<Words>,
  send: (typed: Words) => Promise<Answered>,
): Promise<Answered> {
  const sent = words.value;
  const answer = await send(sent);
  // What waits to be sent is taken too.
  if (answer?.ok !== false) words.value = typedSince(sent, words.value);
  return answer;
}

export function typedSince(sent: Words, now: Words): Words {
  const isNew = ([name, text]: [string, string]): boolean => !ASIDE.includes(name) && sent[name] !== text;
  const isAside = ([name]: [string, string]): boolean => ASIDE.includes(name);
  const since = Object.entries(now).filter(isNew);
  if (since.length === 0) return {};
  return Object.fromEntries([...Object.entries(now).filter(isAside), ...since]);
}

export function isTyped(words: Words): boolean {
  return Object.keys(words).some((name) => !ASIDE.includes(name));
}

/** Puts what is typed in one form into another one; answers whether there was anything. */
export function handedOver(from: Signal<Words>, to: Signal<Words>): boolean {
  const typed = Object.entries(from.value).filter(([name]) => !ASIDE.includes(name));
  from.value = {};
  if (typed.length > 0) to.value = { ...to.value, ...Object.fromEntries(typed) };
  return typed.length > 0;
}
