import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './replace-end-of-life-base.ts';

const facts = { today: '2026-01-15' };
const message = (name: string, date: string): string => `${name} has had no fixes since ${date}`;

testRule(rule, {
  valid: [
    'FROM node:8\n',
    { code: 'FROM node:24\nFROM node:180\nFROM node:lts\nFROM node\n', facts },
    { code: 'FROM quay.io/x/node:8\n', facts },
    { code: 'FROM python:3.10-slim\n', facts },
    { code: 'FROM node:18\n', facts: { today: '2025-04-30' } },
    { code: 'FROM $BASE\n', facts },
  ],
  invalid: [
    { code: 'FROM ⟦node:18.20-slim⟧ AS x\nFROM x\n', facts, messages: [message('Node.js 18', '2025-04-30')], peers: [] },
    { code: 'ARG V=3.8\nFROM ⟦python:${V}-alpine⟧\n', facts, messages: [message('Python 3.8', '2024-10-07')] },
    { code: 'FROM ⟦node:24-buster⟧\n', facts, messages: [message('Debian 10 (buster)', '2024-06-30')] },
    { code: 'FROM ⟦golang:1.25-alpine3.18⟧\n', facts, messages: [message('Alpine 3.18', '2025-05-09')] },
    { code: 'FROM ⟦debian:buster-slim⟧\n', facts, messages: [message('Debian 10 (buster)', '2024-06-30')] },
    { code: 'FROM ⟦mcr.microsoft.com/dotnet/aspnet:6.0⟧\n', facts, messages: [message('.NET 6.0', '2024-11-12')] },
    { code: 'FROM ⟦docker.io/library/centos:7⟧\n', facts, messages: [message('CentOS 7', '2024-06-30')] },
  ],
});
