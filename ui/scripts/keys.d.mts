export function keysFile(ftl: string): string;
