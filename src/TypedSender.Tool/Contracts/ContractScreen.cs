using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using TypedSender.Tool.Explaining;

namespace TypedSender.Tool.Contracts;

/// <summary>Shows the message that a contract makes, section by section.</summary>
internal static class ContractScreen
{
    private static readonly string[] Order = ["header", "delivery-annotations", "message-annotations", "properties", "application-properties", "footer"];

    public static IRenderable Render(ContractInfo contract)
    {
        Table table = Screens.MakeTable("section", "where", "what", "from", "AMQP 1.0");
        foreach (string section in Order[..^1])
        {
            AddSection(table, contract, section);
        }

        AddBody(table, contract);
        AddSection(table, contract, Order[^1]);
        string descriptor = contract.Descriptor.Length > 0 ? $", described by {contract.Descriptor}" : "";
        Text heading = new($"{contract.FullName}: {DescribeBody(contract.Encoding)}{descriptor}", new Style(decoration: Decoration.Bold));
        Text others = new($"{(contract.Type.IsAbstract ? "One of" : "Or one of")} {string.Join(", ", contract.KnownTypes.Select(Describe))}");
        return (contract.KnownTypes.Count, contract.Type.IsAbstract) switch
        {
            (0, _) => new Rows(heading, table),
            (_, true) => new Rows(heading, others),
            _ => new Rows(heading, table, others),
        };
    }

    public static IRenderable Render(string assembly, IReadOnlyList<ContractInfo> contracts, IReadOnlyList<SenderInfo> senders)
    {
        Table methods = Screens.MakeTable("sender", "method", "sends", "to");
        foreach (SenderInfo sender in senders)
        {
            foreach (SendMethod method in sender.Methods)
            {
                string what = method.Contract is null ? "any contract" : method.Contract.Name + (method.IsMany ? ", each of several" : "") + (method.IsBatch ? ", in envelopes" : "");
                methods.AddRow(Screens.Cell(method == sender.Methods[0] ? sender.FullName : ""), Screens.Cell(method.Name), Screens.Cell(what), Screens.Cell(method.Address.Length > 0 ? method.Address : "(no address)"));
            }
        }

        Table table = Screens.MakeTable("contract", "body", "members");
        foreach (ContractInfo contract in contracts)
        {
            table.AddRow(Screens.Cell(contract.FullName), new Text(DescribeBody(contract.Encoding)), new Text((contract.Body.Count + contract.Placed.Count(static value => value.Value is not null)).ToString(CultureInfo.InvariantCulture)));
        }

        List<IRenderable> rows = [new Text($"{assembly}: {Screens.Count(contracts.Count, "contract")}, {Screens.Count(senders.Count, "sender")}", new Style(decoration: Decoration.Bold))];
        rows.AddRange(senders.Count > 0 ? [methods] : []);
        rows.AddRange(contracts.Count > 0 ? [table] : []);
        return new Rows(rows);
    }

    private static string Describe(ContractDeclaration known) =>
        KnownTypes.DiscriminatorOf(known) is { } discriminator ? $"{TypeNames.Simple(known.Type)} ('{discriminator.Key}': '{discriminator.Value}')" : TypeNames.Simple(known.Type);

    private static string DescribeBody(string encoding) => encoding switch
    {
        "Map" => "amqp-value with a map",
        "List" => "amqp-value with a list",
        "Sequence" => "amqp-sequence",
        "Json" => "data with JSON",
        _ => "data with bytes",
    };

    private static void AddSection(Table table, ContractInfo contract, string section)
    {
        string shown = section;
        foreach (PlacedValue value in contract.Placed.Where(value => value.Place.Section == section))
        {
            AddRow(table, shown, value.Place.Name, Show(value), value.Origin, CompositeTypes.FindByName(section)!.Section);
            shown = "";
        }
    }

    private static string Show(PlacedValue value) => value.Constant is { } constant
        ? $"= {(constant is string text ? $"'{text}'" : constant is bool flag ? (flag ? "true" : "false") : Convert.ToString(constant, CultureInfo.InvariantCulture))}"
        : $"{value.Value}";

    private static void AddBody(Table table, ContractInfo contract)
    {
        string section = contract.Encoding switch { "Map" or "List" => "amqp-value", "Sequence" => "amqp-sequence", _ => "data" };
        string shown = section;
        if (contract.Discriminator is { } discriminator && !contract.Type.IsAbstract)
        {
            AddRow(table, shown, $"\"{discriminator.Key}\"", $"= '{discriminator.Value}'", "[AmqpKnownType]", CompositeTypes.FindByName(section)!.Section);
            shown = "";
        }

        foreach (PlacedValue attribute in contract.Event ?? [])
        {
            AddRow(table, shown, $"\"{attribute.Place.Key[CloudEvents.Prefix.Length..]}\"", Show(attribute), attribute.Origin, CompositeTypes.FindByName(section)!.Section);
            shown = "";
        }

        string data = contract.Event is null ? "" : "data.";
        for (int index = 0; index < contract.Body.Count; index++)
        {
            BodyMember member = contract.Body[index];
            string where = contract.Encoding is "List" or "Sequence" ? $"[{(member.Order >= 0 ? member.Order : index)}]" : contract.Encoding == "Raw" ? "" : $"\"{data}{member.Key}\"";
            AddRow(table, shown, where, $"{member.Value}", member.Name, CompositeTypes.FindByName(section)!.Section);
            shown = "";
        }
    }

    private static void AddRow(Table table, string section, string where, string what, string origin, string number) =>
        table.AddRow(new Text(section, new Style(decoration: Decoration.Bold)), Screens.Cell(where), Screens.Cell(what), Screens.Cell(origin), new Text(number, Screens.Faint));
}
