"""Papers: per paper a frozen dataclass of plain values, a SAMPLE, and render() → .docx bytes."""
