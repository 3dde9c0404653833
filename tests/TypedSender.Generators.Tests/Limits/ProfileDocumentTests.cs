using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Limits;

public class ProfileDocumentTests
{
    [Fact]
    public async Task The_page_shows_what_the_compiler_prints()
    {
        var page = new DocumentPage("broker-profiles.md");
        GeneratorRun run = GeneratorRun.OfFiles(("Orders.cs", page.Source("Orders.cs")));
        Assert.Empty(run.CompilerDiagnostics);

        Assert.Equal(page.Printed, DocumentPage.Print(await LimitsRun.AnalyzeAsync(run, null)));
    }
}
