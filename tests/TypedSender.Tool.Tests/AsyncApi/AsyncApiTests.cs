using System.Text.Json.Nodes;
using Shop;

namespace TypedSender.Tool.Tests.AsyncApi;

/// <summary>The AsyncAPI document of this assembly, beside the official schema, and beside what its senders send.</summary>
public sealed class AsyncApiTests : IDisposable
{
    private static readonly string Dll = typeof(OrderPlaced).Assembly.Location;

    private readonly string _folder = Directory.CreateTempSubdirectory("asyncapi").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_document_is_this_one() => Snapshot.Verify((await new ToolRun().RunAsync("asyncapi", Dll)).Output, "Shop");

    [NodeFact]
    public async Task The_document_is_valid_under_the_official_schema()
    {
        string file = await WriteAsync();

        (int code, string output, string errors) = await ValidateAsync(file);

        Assert.True(code == 0, output + errors);
        Assert.Equal("valid", output.Trim());
    }

    [NodeFact]
    public async Task The_validation_finds_what_is_wrong()
    {
        string file = await WriteAsync();
        JsonObject document = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        document["operations"]!["IOrderSender.PlaceAsync"]!["action"] = "shout";
        await File.WriteAllTextAsync(file, document.ToJsonString());

        (int code, string output, _) = await ValidateAsync(file);

        Assert.Equal(1, code);
        Assert.Contains("/operations/IOrderSender.PlaceAsync/action", output);
    }

    [Fact]
    public async Task A_file_is_written_once_and_left_alone_when_nothing_has_changed()
    {
        string file = await WriteAsync();
        DateTime before = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, before);

        Assert.Equal(file, await WriteAsync());
        Assert.Equal(before, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        JsonNode document = JsonNode.Parse((await new ToolRun().RunAsync("asyncapi", Dll)).Output)!;

        string[] references = [.. Find(document)];
        Assert.InRange(references.Length, 10, 100);
        Assert.All(references, reference => Assert.NotNull(reference[2..].Split('/').Aggregate(document, (node, name) => node?[name]!)));
    }

    private static IEnumerable<string> Find(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(member => member.Key == "$ref" ? [(string)member.Value!] : Find(member.Value)),
        JsonArray array => array.SelectMany(Find),
        _ => [],
    };

    private async Task<string> WriteAsync()
    {
        string file = Path.Combine(_folder, "sub", "asyncapi.json");
        ToolResult result = await new ToolRun().RunAsync("asyncapi", Dll, "--output", file);
        Assert.Equal((0, "", ""), (result.Code, result.Output, result.Errors));
        return file;
    }

    private static Task<(int Code, string Output, string Errors)> ValidateAsync(string file) =>
        ChildProcess.RunAsync("node", Path.Combine(Repository.Root, "tests/TypedSender.Tool.Tests/scripts/validate.mjs"), Repository.Artifacts("npm-asyncapi"), file);
}
