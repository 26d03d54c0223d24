export function generatedNetlist(lines: number): string;
