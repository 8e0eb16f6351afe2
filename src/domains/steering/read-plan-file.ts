import { type Block, readDocument } from '#platform/documents/index.ts';
import { refuse } from '#platform/refusal.ts';
import { type PlanRead, readPlan } from './rules/reading/index.ts';

/**
 * Reads a plan's document, before the command that brings it in: reading may take a second, and holds no lock meanwhile.
 * @throws Refusal beside the field "file": what is wrong with the file, and what to do.
 */
export async function readPlanFile(content: Uint8Array): Promise<{ blocks: readonly Block[]; read: PlanRead }> {
  const document = await readDocument(content);
  if (!document.ok) return refuse(document.fault.code, document.fault.said, 'file');
  return { blocks: document.blocks, read: readPlan(document.blocks) };
}
