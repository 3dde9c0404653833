using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class ExploreTests
{
    private const string Usings = "#pragma warning disable TSAMQP\nusing System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks; using TypedSender; using TypedSender.Amqp;\n";
    private const string Order = " [AmqpContract] public partial record Order(int Number, string Sku);";
    private const string Sender = Order + " [AmqpSender(\"orders\")] public partial interface IOrders { ValueTask<SendOutcome> SendAsync(Order order, CancellationToken cancellationToken = default); ValueTask PlaceAsync(Order order); ValueTask AllAsync(IReadOnlyList<Order> orders); }";

    private static readonly string[] Programs =
    [
        "[AmqpContract] public record Order(int Number);",
        "[AmqpContract] public partial record Order(int Number, Customer Customer); public record Customer(string Name);",
        "[AmqpContract] public partial record Order(int Number, (string Name, int Age) Customer);",
        "[AmqpContract] public partial record Order(int Number, object Extra);",
        "[AmqpContract] public partial record Order(int Number, dynamic Extra);",
        "[AmqpContract] public partial record Order(int Number, System.Collections.ArrayList Lines);",
        "[AmqpContract] public partial record Order(int Number, IEnumerable<object> Lines);",
        "[AmqpContract] public partial record Order(int Number, DateTime When, TimeSpan Took);",
        "[AmqpContract] public partial record Order([MessageId] int Number);",
        "[AmqpContract] public partial record Order([MessageId] Guid Number, [MessageId] string Other);",
        "[AmqpContract] public partial record Order([ApplicationProperty] int Number);",
        "[AmqpContract] public partial record Order([ApplicationProperty(\"\")] int Number);",
        "[AmqpContract] public partial record Order([TimeToLive] int Seconds);",
        "[AmqpContract(Encoding = AmqpBodyEncoding.Json)] public partial record Order(int Number);",
        "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record Order(string Text);",
        "[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record Order(int Number);",
        "[AmqpContract] public partial class Order { public int Number; private string _sku = \"\"; public string Sku { get => _sku; set => _sku = value; } public Func<int>? F { get; set; } }",
        "[AmqpContract] public partial class Order : List<int> { }",
        "[AmqpContract] public partial enum Order { A }",
        "[AmqpContract] public partial interface IOrder { int Number { get; } }",
        "[AmqpSender] public partial interface IOrders { ValueTask SendAsync(Order order); }" + Order,
        "[AmqpSender(\"orders\")] public partial class Orders { public ValueTask SendAsync(Order order) => default; }" + Order,
        "[AmqpSender(\"orders\")] public interface IOrders { ValueTask SendAsync(Order order); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { void Send(Order order); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { Task<bool> SendAsync(Order order); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(Order order, string subject); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(Order first, Order second); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(); }",
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(string text); }",
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(int[] numbers); }",
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync<T>(T order); }",
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(params Order[] orders); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { string Address { get; } ValueTask SendAsync(Order order); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(Order order, CancellationToken? token); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(Page<Order> page); } public record Page<T>(List<T> Items);" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(Dictionary<string, Order> orders); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders { ValueTask SendAsync(Order order, [Subject] int subject); }" + Order,
        "[AmqpSender(\"orders\")] public partial interface IOrders<T> { ValueTask SendAsync(T order); }",
        "public class P { async Task F(IOrders orders) { await orders.SendAsync(new Order(1, \"a\")); } }" + Sender,
        "public class P { void F(IOrders orders) { orders.PlaceAsync(new Order(1, \"a\")); } }" + Sender,
        "public class P { void F(IOrders orders) { orders.PlaceAsync(new Order(1, \"a\")).GetAwaiter().GetResult(); } }" + Sender,
        "public class P { async void F(IOrders orders) { await orders.PlaceAsync(new Order(1, \"a\")); } }" + Sender,
        "public class P { async Task F(IOrders orders, List<Order> all) { foreach (var each in all) { await orders.PlaceAsync(each); } } }" + Sender,
        "public class P { async Task F(IOrders orders) { await orders.PlaceAsync(null); } }" + Sender,
        "public class P { async Task F(IOrders orders, List<Order> all) { await Task.WhenAll(all.Select(each => orders.PlaceAsync(each).AsTask())); } }" + Sender,
        "public class P { void F(IOrders orders, List<Order> all) { all.ForEach(async each => await orders.PlaceAsync(each)); } }" + Sender,
        "public class P { async Task F() { await using var client = new SendClient(\"amqp://localhost\"); } }" + Sender,
        "public class P { async Task F() { await using var client = SendClient.FromUrl(\"localhost:5672\"); await client.GetSender<IOrders>().PlaceAsync(new Order(1, \"\")); } }" + Sender,
        "public class P { async Task F(SendClient client) { await client.GetSender<Order>().PlaceAsync(new Order(1, \"\")); } }" + Sender,
        "public class P { IOrders F() { using var client = SendClient.FromUrl(\"amqp://localhost\"); return client.GetSender<IOrders>(); } }" + Sender,
        "public class P { async Task<IOrders> F() { await using var client = SendClient.FromUrl(\"amqp://localhost\"); return client.GetSender<IOrders>(); } }" + Sender,
        "public class P { object F(byte[] bytes) => AmqpContracts.Decode<Plain>(bytes); } public record Plain(int X);",
        "public class P { byte[] F() => AmqpContracts.Encode(new Plain(1)); } public record Plain(int X);",
        "public class P { byte[] F() => AmqpContracts.Encode(new List<Order>()); }" + Order,
        "public class P { byte[] F() => AmqpContracts.Encode(new Page<Order>([])); } public record Page<T>(List<T> Items);" + Order,
        "public class P { byte[] F() => AmqpContracts.Encode(new Page<Plain>([])); } [AmqpContract] public partial record Page<T>(List<T> Items); public record Plain(int X);",
        "[AmqpContract, AmqpKnownType(typeof(B<>))] public abstract partial record A; [AmqpContract(Descriptor = \"a:b\")] public partial record B<T>(T X) : A;",
        "[AmqpContract, AmqpKnownType(typeof(B))] public abstract partial record A; public partial record B(int X) : A;",
        "[AmqpContract, AmqpKnownType(typeof(B))] public abstract partial record A; [AmqpContract] public partial record B(int X) : A;",
        "[AmqpContract] public partial record A([AmqpEnumAsString] int X);",
        "[AmqpContract] public partial record A([AmqpMember(\"x\")] int X, [AmqpMember(\"x\")] int Y);",
        "[AmqpContract] public partial record A([AmqpMember(Name = null)] int X);",
        "[AmqpContract] public partial record A([AmqpFormatter(typeof(string))] int X);",
        "[AmqpManagement] public partial interface IM { [AmqpManagementOperation(\"READ\")] Task<Page<Stream>> ReadAsync(); } [AmqpContract] public partial record Page<T>(List<T> Items);",
        "[AmqpManagement] public partial interface IM { Task ReadAsync(); }",
        "[AmqpManagement] public partial interface IM { [AmqpManagementOperation(\"READ\")] Task<int> ReadAsync(); }",
        "[assembly: AmqpContractFor<Page<Order>>] public record Page<T>(List<T> Items); public record Order(int X);",
        "public class P<T> { [AmqpContract] private partial record A(T X); }",
        "[AmqpContract] public partial record A<T>(T X) where T : Stream; [AmqpContract] public partial record B(A<FileStream> X);",
    ];

    [Fact]
    public async Task Explore()
    {
        using var file = new StreamWriter("/tmp/lang_explore.txt");
        foreach (string program in Programs)
        {
            string source = Usings + program;
            GeneratorRun run = GeneratorRun.Of(source);
            List<Diagnostic> all = [.. await run.AnalyzeAsync(), .. run.CompilerDiagnostics, .. run.GeneratorDiagnostics];
            foreach (DiagnosticAnalyzer analyzer in typeof(ContractGenerator).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CallSiteAnalyzer).IsAssignableFrom(type)).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!))
            {
                all.AddRange(await run.AnalyzeAsync(analyzer, []));
            }

            file.WriteLine("### " + program);
            foreach (Diagnostic each in all)
            {
                string token = each.Location.IsInSource ? each.Location.SourceTree!.GetText().ToString(each.Location.SourceSpan) : "-";
                file.WriteLine($"  {each.Id} {each.Severity} [{token}] {Path.GetFileName(each.Location.SourceTree?.FilePath)} {each.GetMessage()}");
            }
        }
    }
}
