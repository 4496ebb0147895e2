"""The browser pages: a Streamlit app over `kgraph.api`."""
