"""Measures: what each budget of ``docs/performance.md`` comes to here and now."""
