import { Hono } from 'hono';

export function assetPath(name: string): string {
  return `/assets/${name}`;
}
export function fontPaths(): string[] {
  return [];
}
export async function prepareAssets(cacheFolder: string): Promise<void> {
  void cacheFolder;
}
export const assetRoutes = new Hono();
