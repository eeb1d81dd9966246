"""A collection as a local web page: articles to browse and search, their edits and versions, pages replayed."""
