using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>Contracts are found by static abstract members of interfaces, which .NET has from version 7 on: no library is for a framework before.</summary>
public class TargetFrameworkTests
{
    [Fact]
    public void Libraries_are_for_frameworks_that_have_static_abstract_members()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.props"), .. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)];
        string[] named = [.. files.SelectMany(file => Regex.Matches(File.ReadAllText(file), "<TargetFrameworks?>([^<]+)<")).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(named);
        Assert.All(named.SelectMany(frameworks => frameworks.Split(';')), framework => Assert.Matches("^net(8|10)\\.0$", framework));
    }
}
