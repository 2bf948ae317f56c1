/** An endpoint as people write it, `[2001:db8::5]:8091` for IPv6. */
export const endpointText = (ip: string, port: number): string =>
  ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;

/** Where a neuron says that it listens; null where it says nothing, or took it back, for which the chain holds address 0. */
export const publishedAt = (ip: string, port: number): string | null =>
  port === 0 || ip === "0.0.0.0" || ip === "::" ? null : endpointText(ip, port);
