namespace TypedSender.Tool.Tests.AsyncApi;

/// <summary>A test that needs node and what tests/run.sh installs into artifacts/npm-asyncapi.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!File.Exists(Path.Combine(Repository.Artifacts("npm-asyncapi"), "node_modules", "ajv", "package.json")))
        {
            Skip = "ajv and @asyncapi/specs are missing: bash tests/run.sh Tool installs them into artifacts/npm-asyncapi by npm";
        }
    }
}
