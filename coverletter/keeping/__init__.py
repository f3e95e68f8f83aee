"""What a workspace keeps: records, files, exports, backups."""
