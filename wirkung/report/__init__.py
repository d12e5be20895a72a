"""Released results to tables, figures and prose; executed notebook to documents."""
