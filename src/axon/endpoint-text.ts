/** An endpoint as people write it, `[2001:db8::5]:8091` for IPv6. */
export const endpointText = (ip: string, port: number): string =>
  ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
