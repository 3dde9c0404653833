using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Baselines;

public class BaselineDocumentTests
{
    [Fact]
    public async Task The_page_shows_a_break_as_the_compiler_prints_it()
    {
        var page = new DocumentPage("evolving-contracts.md");
        GeneratorRun run = GeneratorRun.OfFiles(("OrderPlaced.cs", page.Source("OrderPlaced.cs")));
        Assert.Empty(run.CompilerDiagnostics);

        Assert.Equal(page.Printed, DocumentPage.Print(await BaselineRun.AnalyzeAsync(run, page.TextOf("AmqpContracts.Shipped.txt"), string.Empty)));
    }
}
