import type { AccountId, Context, Reads, Writes } from "../../describe/index.ts";
import { subtensorEvents as events } from "./events.ts";
import { ChildKeys, ParentKeys, PendingChildKeys, SubtokenEnabled } from "./storage/index.ts";

/** A proportion of 2⁶⁴−1 and the other hotkey. */
type Edge = [bigint, AccountId];

const put = (item: typeof ChildKeys, ctx: Writes, hotkey: AccountId, netuid: number, edges: Edge[]): void =>
  edges.length === 0 ? item.remove(ctx, hotkey, netuid) : item.put(ctx, hotkey, netuid, edges);

/** Gives a hotkey these children and no others, on both sides of each tie. */
export function linkChildren(ctx: Context, hotkey: AccountId, netuid: number, children: Edge[]): void {
  for (const [, child] of ChildKeys.get(ctx, hotkey, netuid)) {
    const others = ParentKeys.get(ctx, child, netuid).filter(([, parent]) => parent !== hotkey);
    put(ParentKeys, ctx, child, netuid, others);
  }
  put(ChildKeys, ctx, hotkey, netuid, children);
  for (const [proportion, child] of children) {
    put(ParentKeys, ctx, child, netuid, [...ParentKeys.get(ctx, child, netuid), [proportion, hotkey]]);
  }
}

/** Applies the children whose waiting time is over, at the subnet's epoch as the live chain does. */
export function applyPendingChildren(ctx: Context, netuid: number): void {
  for (const [[, hotkey], [children, cooldown]] of PendingChildKeys.entries(ctx, netuid)) {
    if (cooldown >= BigInt(ctx.block) && SubtokenEnabled.get(ctx, netuid)) continue;
    PendingChildKeys.remove(ctx, netuid, hotkey);
    // What has become inconsistent meanwhile is dropped without a word, as on the live chain.
    const parents = ParentKeys.get(ctx, hotkey, netuid).map(([, parent]) => parent);
    if (children.some(([, child]) => parents.includes(child))) continue;
    linkChildren(ctx, hotkey, netuid, children);
    ctx.emit(events.SetChildren([hotkey, netuid, children]));
  }
}

/** Puts a new hotkey in the place of an old one in every tie of a subnet, pending ones too. */
export function renameInChildren(ctx: Context, old: AccountId, next: AccountId, netuid: number): void {
  const children = ChildKeys.get(ctx, old, netuid);
  linkChildren(ctx, old, netuid, []);
  linkChildren(ctx, next, netuid, children);
  const renamed = (edges: Edge[]): Edge[] => edges.map(([part, who]) => [part, who === old ? next : who]);
  for (const [, parent] of parentsOf(ctx, old, netuid)) {
    linkChildren(ctx, parent, netuid, renamed(ChildKeys.get(ctx, parent, netuid)));
  }
  for (const [[, hotkey], [pending, cooldown]] of PendingChildKeys.entries(ctx, netuid)) {
    PendingChildKeys.remove(ctx, netuid, hotkey);
    PendingChildKeys.put(ctx, netuid, hotkey === old ? next : hotkey, [renamed(pending), cooldown]);
  }
}

const parentsOf = (ctx: Reads, hotkey: AccountId, netuid: number): Edge[] => ParentKeys.get(ctx, hotkey, netuid);
