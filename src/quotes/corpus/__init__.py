"""Corpora: the same parser over Parquet, JSONL and WARC, on one machine or on a cluster.

```
IN ── shards ──> documents ── outcomes ──> findings, documents, errors of a shard ── manifest
OUT ── steps ──> sayings, speakers, near sayings ── promote ──> catalog
```
"""
