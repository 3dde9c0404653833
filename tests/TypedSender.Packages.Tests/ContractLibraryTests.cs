using TypedSender.Testing;

namespace TypedSender.Packages.Tests;

/// <summary>A library of contracts that was built and packed with one version of TypedSender, in programs that have it alone or with a later version.</summary>
[Collection(nameof(Workshop))]
public class ContractLibraryTests(Workshop workshop)
{
    [Fact]
    public async Task A_library_sends_with_the_version_it_was_built_with_and_with_a_later_one()
    {
        string library = workshop.MakeProject(
            "Shop.Contracts",
            $"""
            <PropertyGroup>
              <Version>1.0.0</Version>
              <PackageOutputPath>{workshop.Feed}</PackageOutputPath>
            </PropertyGroup>
            <ItemGroup>
              <PackageReference Include="TypedSender" Version="{workshop.Version}" />
            </ItemGroup>
            """,
            Workshop.Source("Contracts/Contracts.cs"));
        await workshop.SucceedAsync(library, "pack", "-v", "quiet");

        // The library does not hand the generator on, so the program has it from what TypedSender adds to every build.
        await SendAsync("App", "", workshop.Version);

        await workshop.PackNextAsync();
        await SendAsync("later/App", $"<PackageReference Include=\"TypedSender\" Version=\"{workshop.NextVersion}\" />", workshop.NextVersion);
    }

    private async Task SendAsync(string name, string reference, string version)
    {
        string app = workshop.MakeProject(
            name,
            $"""
            <PropertyGroup>
              <OutputType>Exe</OutputType>
            </PropertyGroup>
            <ItemGroup>
              <PackageReference Include="Shop.Contracts" Version="1.0.0" />
              {reference}
            </ItemGroup>
            """,
            Workshop.Source("App/Program.cs"));
        await workshop.SucceedAsync(app, "build", "-o", "out", "-v", "quiet");

        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue orders = broker.CreateQueue("orders");
        BrokerQueue urgent = broker.CreateQueue("urgent-orders");
        (int code, string output, string errors) = await ChildProcess.RunAsync(ChildProcess.Dotnet, Path.Combine(app, "out", "App.dll"), $"{broker.Port}");

        Assert.Equal((0, $"Accepted, Accepted by {version}", ""), (code, output.Trim(), errors));
        Assert.Equal((1, 1), (orders.Messages.Count, urgent.Messages.Count));
    }
}
