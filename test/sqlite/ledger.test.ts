import { describe } from 'vitest';
import { ledgerContract } from '../support/ledger-contract.ts';
import { sqlitePlace } from './place.ts';

describe('the ledger on SQLite', () => ledgerContract(sqlitePlace));
