const NAMES: Readonly<Record<string, string>> = {
  "Proxy.add_proxy": "Let a proxy act",
  "Proxy.remove_proxy": "Take a proxy's right back",
  "Proxy.remove_proxies": "Take all proxies' rights back",
  "Proxy.create_pure": "Make a pure account",
  "Proxy.kill_pure": "End a pure account",
  "Proxy.announce": "Announce a call",
  "Proxy.remove_announcement": "Take an announcement back",
  "Proxy.reject_announcement": "Reject an announcement",
  "Proxy.set_real_pays_fee": "Change who pays a proxy's fees",
  "Multisig.approve_as_multi": "Approve for a multisig",
  "Multisig.cancel_as_multi": "Cancel an operation of a multisig",
};

const WRAPPED: Readonly<Record<string, string>> = {
  "Proxy.proxy": "through a proxy",
  "Proxy.proxy_announced": "announced before, through a proxy",
  "Multisig.as_multi": "with a multisig",
  "Multisig.as_multi_threshold_1": "with a multisig",
};

const plain = (name: string): string => {
  const method = (name.split(".")[1] ?? name).replaceAll("_", " ");
  return method.charAt(0).toUpperCase() + method.slice(1);
};

/** What a person reads for a call that was not named when it was sent; of one made for another account, what is inside. */
export function callTitle(name: string, inside: readonly string[]): string {
  const how = WRAPPED[name];
  const [inner] = inside;
  return how && inner ? `${NAMES[inner] ?? plain(inner)}, ${how}` : (NAMES[name] ?? plain(name));
}
