using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>The README and the pages show files that are compiled, and their commands and links exist.</summary>
public class ReadmeTests
{
    [Theory]
    [InlineData("docs/tour.md", "samples/QuickStart/Earthquake.cs")]
    [InlineData("docs/tour.md", "samples/QuickStart/IEarthquakeSender.cs")]
    [InlineData("docs/hierarchies.md", "tests/TypedSender.Generated.Tests/Documented/Payments.cs")]
    [InlineData("docs/hierarchies.md", "tests/TypedSender.Generated.Tests/Documented/Deliveries.cs")]
    [InlineData("docs/hierarchies.md", "tests/TypedSender.Generated.Tests/Documented/Pages.cs")]
    [InlineData("docs/senders.md", "tests/TypedSender.Generated.Tests/Documented/IReadingSender.cs")]
    [InlineData("docs/cloudevents.md", "tests/TypedSender.Generated.Tests/Documented/OrderShipped.cs")]
    [InlineData("docs/terminus.md", "tests/TypedSender.Generated.Tests/Documented/ITelemetrySender.cs")]
    [InlineData("docs/outcomes.md", "samples/Recovery/Connecting.cs")]
    [InlineData("docs/outcomes.md", "samples/Recovery/Deciding.cs")]
    [InlineData("docs/outcomes.md", "samples/Recovery/PatientPolicy.cs")]
    [InlineData("docs/testing.md", "tests/TypedSender.Testing.Tests/Documented/Checkout.cs")]
    [InlineData("docs/testing.md", "tests/TypedSender.Testing.Tests/Documented/CheckoutTests.cs")]
    [InlineData("docs/testing.md", "tests/TypedSender.Testing.Tests/Documented/CheckoutWithRecordingTests.cs")]
    [InlineData("docs/testing.md", "tests/TypedSender.Testing.Tests/Documented/CheckoutWithBrokerTests.cs")]
    [InlineData("docs/testing.md", "tests/TypedSender.Testing.Tests/Documented/FakeWarehouseSender.cs")]
    [InlineData("docs/evolving-contracts.md", "tests/TypedSender.Testing.Tests/Documented/CheckoutVectorTests.cs")]
    [InlineData("docs/reading.md", "tests/TypedSender.Testing.Tests/Documented/Stock.cs")]
    [InlineData("docs/reading.md", "tests/TypedSender.Testing.Tests/Documented/StockTests.cs")]
    [InlineData("docs/management.md", "tests/TypedSender.Testing.Tests/Documented/QueueDepth.cs")]
    [InlineData("docs/testing.md", "tests/TypedSender.Testing.Tests/Documented/QueueDepthTests.cs")]
    [InlineData("docs/security.md", "tests/TypedSender.Testing.Tests/Documented/Clients.cs")]
    [InlineData("docs/security.md", "tests/TypedSender.Testing.Tests/Documented/MountedPassword.cs")]
    [InlineData("docs/azure-service-bus.md", "samples/ServiceBus/OrderPlaced.cs")]
    [InlineData("docs/azure-service-bus.md", "samples/ServiceBus/IOrderSender.cs")]
    [InlineData("docs/azure-service-bus.md", "samples/ServiceBus/OrderDesk.cs")]
    [InlineData("docs/first-message.md", "tests/TypedSender.Azure.Tests/Documented/FirstMessage.cs")]
    [InlineData("docs/azure-event-hubs.md", "tests/TypedSender.Azure.Tests/Documented/Measurement.cs")]
    [InlineData("docs/azure-login.md", "tests/TypedSender.Azure.Tests/Documented/Logins.cs")]
    [InlineData("docs/azure-messages.md", "tests/TypedSender.Azure.Tests/Messages/Documented/OrderMessages.cs")]
    [InlineData("docs/azure-messages.md", "tests/TypedSender.Azure.Tests/Messages/Documented/Reminders.cs")]
    [InlineData("docs/microsoft-amqp.md", "tests/TypedSender.MicrosoftAmqp.Tests/Documented/OverSessionTests.cs")]
    [InlineData("docs/user-code.md", "tests/TypedSender.Testing.Tests/Documented/OwnStream.cs")]
    [InlineData("docs/testing-without-azure.md", "tests/TypedSender.Azure.Tests/Documented/InvoicingTests.cs")]
    [InlineData("docs/microsoft-amqp-client.md", "tests/TypedSender.MicrosoftAmqp.Tests/Documented/Till.cs")]
    [InlineData("docs/testing-without-azure.md", "tests/TypedSender.Azure.Tests/Documented/TelemetryTests.cs")]
    [InlineData("docs/queue.md", "tests/TypedSender.Testing.Tests/Documented/MeterUplink.cs")]
    [InlineData("docs/transactions.md", "tests/TypedSender.Testing.Tests/Documented/Fulfilment.cs")]
    [InlineData("docs/untyped-messages.md", "tests/TypedSender.Testing.Tests/Documented/DocumentSender.cs")]
    [InlineData("docs/streams.md", "tests/TypedSender.Testing.Tests/Documented/Uploads.cs")]
    [InlineData("docs/connections.md", "tests/TypedSender.Testing.Tests/Documented/Warehouse.cs")]
    [InlineData("docs/redirect.md", "tests/TypedSender.Testing.Tests/Documented/ClusterClient.cs")]
    [InlineData("docs/resume.md", "tests/TypedSender.Testing.Tests/Documented/Ledger.cs")]
    [InlineData("docs/hosting.md", "samples/WebShop/IOrderSender.cs")]
    [InlineData("docs/hosting.md", "samples/WebShop/Wiring.cs")]
    [InlineData("docs/hosting.md", "tests/TypedSender.Hosting.Tests/Documented/Regions.cs")]
    public void A_page_shows_files_that_are_compiled_and_run_in_full(string page, string path)
    {
        string text = Repository.ReadText(page).ReplaceLineEndings("\n");
        string source = Repository.ReadText(path).ReplaceLineEndings("\n").TrimEnd();

        Assert.Contains($"```csharp\n{source}\n```", text);
    }

    [Theory]
    [InlineData("README.md", "dotnet run -c Release --project samples/QuickStart", "samples/QuickStart/QuickStart.csproj")]
    [InlineData("README.md", "bash tests/run.sh", "tests/run.sh")]
    [InlineData("docs/outcomes.md", "dotnet run --project samples/Recovery", "samples/Recovery/Recovery.csproj")]
    [InlineData("docs/azure-service-bus.md", "dotnet run --project samples/ServiceBus", "samples/ServiceBus/ServiceBus.csproj")]
    [InlineData("docs/performance.md", "dotnet run -c Release --project tests/programs/TypedSender.BenchmarkPeers", "tests/programs/TypedSender.BenchmarkPeers/TypedSender.BenchmarkPeers.csproj")]
    [InlineData("docs/performance.md", "dotnet run -c Release --project tests/programs/TypedSender.Benchmarks", "tests/programs/TypedSender.Benchmarks/TypedSender.Benchmarks.csproj")]
    public void A_page_names_commands_whose_files_exist(string page, string command, string file)
    {
        Assert.Contains(command, Repository.ReadText(page));
        Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file);
    }

    [Fact]
    public void The_readme_is_read_in_two_minutes() => Assert.InRange(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).Length, 1, 130);

    [Fact]
    public void Every_link_to_a_file_leads_somewhere()
    {
        string docs = Path.Combine(Repository.Root, "docs");
        foreach (string page in (string[])["README.md", "CONTRIBUTING.md", .. Directory.GetFiles(docs, "*.md").Select(file => Path.GetRelativePath(Repository.Root, file))])
        {
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(Repository.ReadText(page), @"\]\((?!https?:|#)([^)#]+)"))
            {
                string target = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link.Groups[1].Value));
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{page} links to {link.Groups[1].Value}");
            }
        }
    }
}
